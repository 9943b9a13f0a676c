"""Whether code has to do with Matplotlib, by its text, so that only the guests that need it get it. Trusted side."""

import re

_MENTIONS = (b"matplotlib", b"pylab", b"mpl_toolkits")
_NAMES = re.compile(rb"\w+")
_WITHOUT_FIGURES = re.compile(
    rb"import matplotlib(?:\.pyplot)?(?: as (?P<alias>\w+))?"
    rb"|\w+\.close\((?:[\"']all[\"'])?\)"
    rb"|\w+\.(?:switch_backend|use)\([\"'][Aa]gg[\"']\)"
)


def mentions_matplotlib(text: bytes) -> bool:
    """Whether Matplotlib, or a part of it, is named."""
    return any(word in text for word in _MENTIONS)


def may_draw(text: bytes) -> bool:
    """Whether something is named besides the import and what is done for every test: a backend set, figures closed."""
    if not mentions_matplotlib(text):
        return False
    aliases = {found["alias"] for found in _WITHOUT_FIGURES.finditer(text) if found["alias"]}
    left = _WITHOUT_FIGURES.sub(b"", text)
    return mentions_matplotlib(left) or not aliases.isdisjoint(_NAMES.findall(left)) or b"plt" in left

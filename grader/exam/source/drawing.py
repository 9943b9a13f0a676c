"""Whether code has to do with Matplotlib, by its text, so that only the guests that need it get it. Trusted side."""

import re

_MENTIONS = (b"matplotlib", b"pylab", b"mpl_toolkits")
_MAY_DRAW = (*_MENTIONS, b"plt")
_WITHOUT_FIGURES = re.compile(
    rb"import matplotlib(?:\.pyplot)?(?: as \w+)?"
    rb"|\w+\.close\((?:[\"']all[\"'])?\)"
    rb"|\w+\.(?:switch_backend|use)\([\"'][Aa]gg[\"']\)"
)


def mentions_matplotlib(text: bytes) -> bool:
    """Whether Matplotlib, or a part of it, is named."""
    return any(word in text for word in _MENTIONS)


def may_draw(text: bytes) -> bool:
    """Whether something is named besides the import and what is done for every test: a backend set, figures closed."""
    return mentions_matplotlib(text) and any(word in _WITHOUT_FIGURES.sub(b"", text) for word in _MAY_DRAW)

"""An author's LaTeX -> MathML. Trusted side; only elements and attributes that typeset mathematics."""

import html
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_CHARACTERS = 400
_ELEMENTS = frozenset(
    {
        *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle"),
        *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
    }
)
_ATTRIBUTES = {
    "display": frozenset({"inline", "block"}),
    "stretchy": frozenset({"true", "false"}),
    "fence": frozenset({"true", "false"}),
    "form": frozenset({"prefix", "infix", "postfix"}),
    "width": frozenset({"0.167em", "0.222em", "0.278em", "1em", "2em"}),
}


@lru_cache(maxsize=256)
def mathml(latex: str) -> Markup:
    """A formula as MathML; LaTeX that cannot be converted is shown as code."""
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415 # only for a report that has formulas

    with suppress(Exception):  # the converter has a dozen exceptions without a common base, and raises KeyError
        if len(latex) <= MAX_CHARACTERS:
            return _written(convert_to_element(latex))
    return Markup("<code>{}</code>").format(latex[:MAX_CHARACTERS])


def _written(element: "Element") -> Markup:
    inside = escape(html.unescape(element.text or "")) + Markup().join(map(_written, element))
    if element.tag not in _ELEMENTS:
        return inside
    kept = [(name, value) for name, value in element.attrib.items() if value in _ATTRIBUTES.get(name, ())]
    if element.tag == "math":
        kept.append(("displaystyle", "true"))
    attributes = Markup().join(Markup(' {}="{}"').format(name, value) for name, value in kept)
    return Markup("<{tag}{attributes}>{inside}</{tag}>").format(tag=element.tag, attributes=attributes, inside=inside)

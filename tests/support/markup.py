"""Parses HTML like a browser: its elements in order, whether they are nested correctly, its text, and its links."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "img", "br", "hr", "input"})
BLOCKS = frozenset({"p", "li", "div", "dt", "dd", "th", "td", "tr", "h1", "h2", "h3", "pre", "summary"})


@dataclass
class Markup(HTMLParser):
    """What one page consists of.

    Attributes:
        elements: Each start tag with the names of its attributes, in order; without the spans that colour code.
        attributes: Each attribute of each element with its value, in order.
        text: All text but the style sheet's and the script's; what begins on a line of its own is set off by a space.
        faults: What does not nest.
    """

    elements: list[tuple[str, ...]] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    faults: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        if not (tag == "span" and str(dict(attrs).get("class", "")).startswith("t-")):
            self.elements.append((tag, *(name for name, _ in attrs)))
        self.attributes.extend((name, value or "") for name, value in attrs)
        if tag in BLOCKS:
            self.text += " "
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element of SVG that closes itself."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Notes an end tag that closes nothing, or the wrong thing."""
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        """Notes text."""
        if not self._open or self._open[-1] not in {"style", "script"}:
            self.text += data

    def close(self) -> None:
        """Notes what was never closed."""
        super().close()
        self.faults.extend(f"<{tag}> is left open" for tag in self._open)


def read(page: str) -> Markup:
    """Reads a whole page."""
    markup = Markup()
    markup.feed(page)
    markup.close()
    return markup

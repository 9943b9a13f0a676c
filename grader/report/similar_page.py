"""Similar works of a class -> the page that lists them, and a page for each pair side by side. Trusted side; pure.

For an instructor to look at: nothing here claims that anybody copied.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.report.environment import report_environment
from grader.report.links import link_to
from grader.sanitize import clean_line

COLUMNS = 200
LINES = 3000
"""The most lines of one work that a page shows."""
_AROUND = 3
_LEAST_LEFT_OUT = 4


@dataclass(frozen=True)
class NamedWork:
    """The students of a work, by name."""

    students: tuple[str, ...]

    @property
    def called(self) -> str:
        """All names, in one line."""
        return ", ".join(map(clean_line, self.students))


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two similar works, how much of the own code of each is in the other, and the page with both."""

    one: NamedWork
    two: NamedWork
    percents: tuple[int, int]
    page: str

    @property
    def href(self) -> str:
        """The link to the page."""
        return link_to(self.page)


@dataclass(frozen=True, kw_only=True)
class SimilarPage:
    """The content of the list.

    Attributes:
        title: The assignment's title.
        students: How many works were compared.
        threshold: The smallest percentage at which pairs are listed.
        equal: Works that are equal except for names, comments and layout.
        pairs: The similar pairs.
        more: How many pairs are not listed.
        left_out: Students whose work was not compared, and why.
    """

    title: str
    students: int
    threshold: int
    equal: tuple[tuple[NamedWork, ...], ...]
    pairs: tuple[Pair, ...]
    more: int
    left_out: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Side:
    """One work of a pair: its students, its files by name with their text, and which lines match which."""

    work: NamedWork
    percent: int
    files: tuple[tuple[str, str], ...]
    alike: Mapping[int, int]


@dataclass(frozen=True)
class _Line:
    """A line, or, if `left_out` is more than 0, that many lines that are not shown."""

    number: int
    place: int
    text: str = ""
    like: int = -1
    first: bool = False
    left_out: int = 0


@dataclass(frozen=True)
class _File:
    name: str
    lines: tuple[_Line, ...]


def render_similar(page: SimilarPage) -> str:
    """The list: one HTML file."""
    cleaned = [(clean_line(who), clean_line(why)) for who, why in page.left_out]
    return report_environment().get_template("similar.html").render(page=page, left_out=cleaned)


def render_pair(title: str, one: Side, two: Side, back: str) -> str:
    """Two works side by side: one HTML file, with a link back to the list."""
    sides = [(name, side, list(_files(side))) for name, side in (("a", one), ("b", two))]
    return report_environment().get_template("pair.html").render(title=clean_line(title), sides=sides, back=back)


def _files(side: Side) -> Iterator[_File]:
    place, left = 0, LINES
    for name, text in side.files:
        lines = text.split("\n")
        shown = list(_folded(lines, place, side.alike))[: max(left, 0)]
        rest = len(lines) - shown[-1].number - shown[-1].left_out if shown else len(lines)
        if rest > 0:
            shown.append(_Line(len(lines) - rest, place + len(lines) - rest, left_out=rest))
        yield _File(clean_line(name, 80), tuple(shown))
        place, left = place + len(lines), left - len(shown)


def _folded(lines: Sequence[str], start: int, alike: Mapping[int, int]) -> Iterator[_Line]:
    """The matching lines with some context; longer gaps are folded into their number of lines."""
    wanted = [
        any(start + index + offset in alike for offset in range(-_AROUND, _AROUND + 1)) for index in range(len(lines))
    ]
    index = 0
    while index < len(lines):
        gap = next((end for end in range(index, len(lines)) if wanted[end]), len(lines)) - index
        if gap >= _LEAST_LEFT_OUT:
            yield _Line(index, start + index, left_out=gap)
            index += gap
            continue
        for each in range(index, index + max(gap, 1)):
            like, before = alike.get(start + each, -1), alike.get(start + each - 1, -1)
            yield _Line(
                each + 1, start + each, clean_line(lines[each].expandtabs(4), COLUMNS), like, like >= 0 > before
            )
        index += max(gap, 1)

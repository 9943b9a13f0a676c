"""The links from one instructor's copy to its neighbours, inserted into pages that are already written. Trusted; pure.

The neighbours are known once a class is done, and change when somebody joins: pages are not rendered again for that.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.report.class_row import ClassRow

_BEGIN, _END = b"<!--neighbours-->", b"<!--/neighbours-->"
"""The markers that the template puts around the place; all other text is escaped and cannot contain them."""


def neighbours(rows: Sequence["ClassRow"]) -> list[bytes]:
    """For each row, in order, the links to the previous and the next one and to the page of the class."""
    from grader.report.environment import report_environment  # noqa: PLC0415 # only for a class
    from grader.report.links import link_of, link_to  # noqa: PLC0415 # likewise

    template = report_environment().get_template("neighbours.html")
    links = [(link_of(row).name, link_to(f"{row.submission}.html")) for row in rows]
    around = [None, *links, None]
    pairs = zip(around, around[2:], strict=False)
    return [template.render(previous=previous, following=following).encode("utf-8") for previous, following in pairs]


def with_neighbours(page: bytes, links: bytes) -> bytes:
    """The page with these links; a page without a place for them is unchanged."""
    begin = page.find(_BEGIN)
    end = page.find(_END, begin)
    return page if begin < 0 or end < 0 else page[: begin + len(_BEGIN)] + links + page[end:]

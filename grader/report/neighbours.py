"""The links from one instructor's copy to those beside it, put into pages that are written already. Trusted side; pure.

Who stands beside whom is known once a class is done, and changes where somebody joins: a page is not made anew for it.
"""

from collections.abc import Sequence

from grader.report.class_row import ClassRow
from grader.report.environment import report_environment
from grader.report.links import link_of, link_to

_BEGIN, _END = b"<!--neighbours-->", b"<!--/neighbours-->"
"""What the template puts around the place; text of anybody else's is escaped and cannot hold it."""


def neighbours(rows: Sequence[ClassRow]) -> list[bytes]:
    """For each of these, in their order, the links to those before and after it and to the page of the class."""
    template = report_environment().get_template("neighbours.html")
    links = [(link_of(row).name, link_to(f"{row.submission}.html")) for row in rows]
    around = [None, *links, None]
    pairs = zip(around, around[2:], strict=False)
    return [template.render(previous=previous, following=following).encode("utf-8") for previous, following in pairs]


def with_neighbours(page: bytes, links: bytes) -> bytes:
    """The same page with these links; a page without a place for them stays as it is."""
    begin = page.find(_BEGIN)
    end = page.find(_END, begin)
    return page if begin < 0 or end < 0 else page[: begin + len(_BEGIN)] + links + page[end:]

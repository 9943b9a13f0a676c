"""Relative links between the page of a class and the pages of its submissions. Trusted side; pure.

The neighbours of a copy are known once a class is done, and change when somebody joins: their links are inserted into
pages that are already written, and pages are not rendered again for that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from grader.sanitize import clean_line

if TYPE_CHECKING:
    from grader.report.class_row import ClassRow


@dataclass(frozen=True)
class SubmissionLink:
    """A submission, named by its student or its id, with the link to its page for the instructor, if there is one.

    Attributes:
        name: The student's name, or the id.
        href: The instructor's copy, or the student's report if there is no copy.
        where: The id, if `name` is not the id: two students may have the same name.
        seen: The page as the student sees it, if that is a different one.
    """

    name: str
    href: str | None
    where: str = ""
    seen: str | None = None


@dataclass(frozen=True)
class LinkedStudent:
    """A student about whom something is said, and where in their work."""

    link: SubmissionLink
    where: str = ""


def link_of(row: "ClassRow") -> SubmissionLink:
    """The links to a row's pages."""
    submission = clean_line(row.submission)
    report = None if row.report is None else link_to(row.report)
    href = report if row.copy is None else link_to(row.copy)
    seen = None if report == href else report
    return (
        SubmissionLink(clean_line(row.name), href, submission, seen)
        if row.name
        else SubmissionLink(submission, href, seen=seen)
    )


def link_to(path: str) -> str:
    """A relative path as a link that stays relative, whatever the names of its parts."""
    return "./" + quote(path.encode("utf-8", "surrogatepass"))


_BEGIN, _END = b"<!--neighbours-->", b"<!--/neighbours-->"
"""The markers that the template puts around the place; all other text is escaped and cannot contain them."""


def neighbours(rows: Sequence["ClassRow"]) -> list[bytes]:
    """For each row, in order, the links to the previous and the next one and to the page of the class."""
    from grader.report.environment import report_environment  # noqa: PLC0415 # only for a class

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

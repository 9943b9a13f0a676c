"""Relative links from the page of a class to the reports beside it. Trusted side; pure."""

from dataclasses import dataclass
from urllib.parse import quote

from grader.report.class_row import ClassRow
from grader.sanitize import clean_line


@dataclass(frozen=True)
class Link:
    """A submission by its student's name or else its id, with the way to its report if there is one.

    `where` is the id where the name is not: two students may have the same name.
    """

    name: str
    href: str | None
    where: str = ""


def link_of(row: ClassRow) -> Link:
    """The link to a row's report."""
    submission = clean_line(row.submission)
    href = None if row.report is None else link_to(row.report)
    return Link(clean_line(row.name), href, submission) if row.name else Link(submission, href)


def link_to(path: str) -> str:
    """A relative path as a link that stays relative, whatever its parts are called."""
    return "./" + quote(path.encode("utf-8", "surrogatepass"))

"""Relative links from the page of a class to the pages of each submission beside it. Trusted side; pure."""

from dataclasses import dataclass
from urllib.parse import quote

from grader.report.class_row import ClassRow
from grader.sanitize import clean_line


@dataclass(frozen=True)
class Link:
    """A submission by its student's name or else its id, with the way to its page for the instructor if there is one.

    Attributes:
        name: The name, or the id.
        href: The instructor's copy, or the student's report where there is no copy.
        where: The id where the name is not: two students may have the same name.
        seen: The page as the student sees it, where that is another.
    """

    name: str
    href: str | None
    where: str = ""
    seen: str | None = None


@dataclass(frozen=True)
class Student:
    """One of those that something is said of, and where in their work."""

    link: Link
    where: str = ""


def link_of(row: ClassRow) -> Link:
    """The links to a row's pages."""
    submission = clean_line(row.submission)
    report = None if row.report is None else link_to(row.report)
    href = report if row.copy is None else link_to(row.copy)
    seen = None if report == href else report
    return Link(clean_line(row.name), href, submission, seen) if row.name else Link(submission, href, seen=seen)


def link_to(path: str) -> str:
    """A relative path as a link that stays relative, whatever its parts are called."""
    return "./" + quote(path.encode("utf-8", "surrogatepass"))

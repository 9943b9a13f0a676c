"""Relative links from the page of a class to the pages of its submissions. Trusted side; pure."""

from dataclasses import dataclass
from urllib.parse import quote

from grader.report.class_row import ClassRow
from grader.sanitize import clean_line


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


def link_of(row: ClassRow) -> SubmissionLink:
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

"""The formats in which reports can be returned. Trusted side; pure."""

import re
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP

from grader.gradebook.hand_back.format import Page, ReturnedReports, ReturnFormat
from grader.plugins import Registry
from grader.sanitize import clean_line

REPORT = "report.html"
# `doejane_LATE_12345_678901_`, as Canvas begins the names of what it hands out.
_CANVAS = re.compile(r"^((?:\w+?_)??(?:LATE_)?(?:\d+|anon_[A-Za-z0-9]+)_\d+_).+$")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
_MOODLE_NAME = re.compile(r"""[\x00-\x1f\\/:*?"<>|_]+""")


class MoodleZip(ReturnFormat):
    """The zip that Moodle takes as feedback files."""

    name = "moodle-zip"
    title = "Moodle's zip of feedback files"
    archive = True
    next = (
        "in Moodle: the assignment, whose feedback types include *Feedback files*; View all submissions, Upload "
        "multiple feedback files in a zip"
    )

    def make(self, pages: Sequence[Page], addresses: Mapping[str, str]) -> ReturnedReports:  # noqa: ARG002 # it has none
        """A folder for each participant, named as Moodle's importer expects: a name without `_`, and the number."""
        own = [page for page in pages if page.source_format == "moodle" and page.student.number.isdecimal()]
        shared = _shared(page.student.number for page in own)
        files = {f"{_moodle_folder(page)}/{REPORT}": page.content for page in own if page.student.number not in shared}
        others = {page.submission: "has no Moodle number" for page in pages if page not in own}
        several = {page.submission: "shares a number with another" for page in own if page.student.number in shared}
        return ReturnedReports(files, others | several)


class CanvasZip(ReturnFormat):
    """The zip that Canvas takes as re-uploaded submissions."""

    name = "canvas-zip"
    title = "Canvas's zip of annotated submissions"
    archive = True
    next = "in Canvas: the assignment, Upload submissions"

    def make(self, pages: Sequence[Page], addresses: Mapping[str, str]) -> ReturnedReports:  # noqa: ARG002 # it has none
        """A file for each student under the name of one that Canvas handed out, by which Canvas knows whose it is."""
        begins = {page.submission: _canvas_prefix(page) for page in pages}
        files = {f"{begin}{REPORT}": page.content for page in pages if (begin := begins[page.submission])}
        return ReturnedReports(
            files, {name: "was in no file from Canvas" for name, begin in begins.items() if not begin}
        )


class Mail(ReturnFormat):
    """Drafts of mail."""

    name = "mail"
    title = "mail"
    next = "open each in your mail program and send it"

    def make(self, pages: Sequence[Page], addresses: Mapping[str, str]) -> ReturnedReports:  # noqa: ARG002 # it has none
        """A draft for each student with an address; the report is attached."""
        known = [page for page in pages if _is_address(page.student.email)]
        files = {f"{page.submission}.eml": _message(page) for page in known}
        return ReturnedReports(files, {page.submission: "has no address" for page in pages if page not in known})


class Site(ReturnFormat):
    """A folder for a web server, in which each student has an address that nobody can guess."""

    name = "site"
    title = "a web site"
    next = (
        "put the folder on a web server, and give each student their own address: addresses.csv has them, apart from it"
    )

    def make(self, pages: Sequence[Page], addresses: Mapping[str, str]) -> ReturnedReports:
        """A folder for each student, named by 128 random bits; the top page shows nothing."""
        own = {page.submission: addresses.get(page.submission) or secrets.token_hex(16) for page in pages}
        nothing = (
            b"<!doctype html><meta charset=utf-8><title>Reports</title><p>Open the address that you were given.</p>\n"
        )
        files = {f"{own[page.submission]}/index.html": page.content for page in pages}
        robots = b"User-agent: *\nDisallow: /\n"
        return ReturnedReports({"index.html": nothing, "robots.txt": robots, **files}, {}, own)


RETURNS: Registry[ReturnFormat] = Registry(
    "grader.returns",
    ReturnFormat,  # type: ignore[type-abstract] # only asked whether something is derived from it
    (MoodleZip(), CanvasZip(), Mail(), Site()),
)


def _shared(keys: Iterable[str]) -> set[str]:
    return {key for key, count in Counter(keys).items() if count > 1}


def _moodle_folder(page: Page) -> str:
    name = _MOODLE_NAME.sub(" ", clean_line(page.student.name)).strip(" .") or "Participant"
    return f"{name}_{page.student.number}_assignsubmission_file"


def _canvas_prefix(page: Page) -> str:
    """How Canvas began the name of a file of theirs; empty if Canvas gave none."""
    names = (file.rpartition("/")[2] for file in page.files if page.source_format == "canvas")
    found = (_CANVAS.match(name) for name in names)
    return next((match[1] for match in found if match), "")


def _is_address(text: str) -> bool:
    """Whether it is a single plain address: nothing that a header would read as two, or as something else."""
    return _ADDRESS.fullmatch(text) is not None


def _message(page: Page) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["To"] = page.student.email
    message["Subject"] = f"{clean_line(page.title)}: your report"
    message["X-Unsent"] = "1"  # programs open it as a draft
    name = clean_line(page.student.name)
    hello = f"Dear {name},\n\n" if name else ""
    message.set_content(f"{hello}{chr(10).join(page.said)}\n\nThe report is attached.\n")
    message.add_attachment(page.content, maintype="text", subtype="html", filename=REPORT, params={"charset": "utf-8"})
    return message.as_bytes()

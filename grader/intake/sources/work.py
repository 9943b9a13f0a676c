"""What there is to grade in a file, judging by its name: work, data, or a reason why not. Trusted side; pure."""

import posixpath
from collections.abc import Mapping

from grader.intake.naming import ARCHIVE_NAME, is_module, is_notebook

_DRIVE = "a link into Google Drive, not the document itself: download that as .ipynb or .py"
_DOCUMENT = "a document, not Python"
_REASONS: Mapping[str, str] = {
    ".pdf": "a PDF document",
    ".html": "a web page",
    ".htm": "a web page",
    ".gdoc": _DRIVE,
    ".gsheet": _DRIVE,
    ".gslides": _DRIVE,
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages", ".ppt", ".pptx", ".odp", ".key"), _DOCUMENT),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".numbers"), "a spreadsheet, not Python"),
}


def is_work(path: str) -> bool:
    """Whether a file can be graded, or contain files that can: a module, a notebook or an archive."""
    return is_module(path) or is_notebook(path) or ARCHIVE_NAME.search(path) is not None


def why_unused(path: str) -> str:
    """Why there is nothing to grade in a file, whatever is beside it, or empty: it may be data of the work."""
    return _REASONS.get(posixpath.splitext(path)[1].casefold(), "")


def why_no_work(path: str) -> str:
    """Why a file is not work, if nothing beside it could use it as data."""
    return why_unused(path) or "neither a module (.py) nor a notebook (.ipynb)"

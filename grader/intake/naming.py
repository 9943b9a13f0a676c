"""File names: which are noise, which are work, which can be kept, and how they become ids. Trusted side; reads no file.

A name is the student's text: whatever leaves this package inside a sentence goes through `sanitize.quoted`.
"""

import posixpath
import re
import unicodedata
from collections.abc import Collection, Mapping
from enum import IntEnum

from grader.intake.limits import DEPTH

_IGNORED_FOLDERS = frozenset({"__macosx", "__pycache__"})
_SYSTEMS_FOLDERS = frozenset({
    ".svn", ".hg", ".bzr", ".cvs",
    ".idea", ".vscode", ".vs", ".settings", ".metadata", ".devcontainer", ".direnv",
    ".ipynb_checkpoints", ".ipython", ".jupyter", ".kernel",
    ".env", ".conda", ".pixi", ".tox", ".nox", ".eggs",
    ".config", ".local", ".ssh", ".gnupg", ".tmp", ".temp", ".ready",
    ".zfs", ".snapshot", ".snapshots", ".sync", ".recycle",
    ".fseventsd", ".temporaryitems", ".spotlight-v100", ".documentrevisions-v100", ".appledouble",
})  # fmt: skip
"""Folders of version control, editors, notebooks, environments, home directories, file servers and macOS."""
_SYSTEMS_BEGINNINGS = (".git", ".venv", ".trash", ".nfs", ".grader-results")
_IGNORED_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_BYTECODE = (".pyc", ".pyo")
_NAME_BYTES = 255  # what common file systems hold
_ID_BYTES = 120
_ID = re.compile(r"(?!.*__)[A-Za-z0-9@+](?:[A-Za-z0-9._@+-]*[A-Za-z0-9@+])?")  # of most names nothing is changed
_NUMBER_BYTES = 8  # room for what makes an id unique in its class
_ARCHIVE_SUFFIX = r"\.(?:zip|7z|rar|t(?:gz|bz2?|xz)|(?:tar\.)?(?:gz|bz2|xz)|tar)$"

ARCHIVE_NAME = re.compile(_ARCHIVE_SUFFIX, re.IGNORECASE)
_SUBMISSION_SUFFIX = re.compile(rf"{_ARCHIVE_SUFFIX}|\.(?:py|ipynb)(?:\.(?:py|ipynb|txt|json)){{0,3}}$", re.IGNORECASE)
# Browsers, platforms, file managers, Jupyter and people, in several languages: `x (1)`, `x-1`, `x - Copy (2)`,
# `x-Copy1`, `x - Kopie`, `x copia 2`, `x_v2`, `x-final`, `Copy of x`.
_NUMBERED = r"[ _-]*\([0-9]{1,4}\)|[ _-]{1,3}[0-9]{1,4}"
_COPIED = r"(?:copy|kopie|kopia|copia|copie|c[óo]pia|kopija|v|version|final|finished|done|new|fixed|solved|solution)"
_COPY_SUFFIX = rf"(?:{_NUMBERED}|[ _-]{{1,3}}{_COPIED}[ _-]?[0-9]{{0,4}}|[ _-]*\({_COPIED}[ _-]?[0-9]{{0,4}}\)){{1,4}}"
_COPY_PREFIX = r"(?:(?:copy of|kopie von|kopie van|copia de|copia di|copie de|cópia de)[ _-]{1,3}){0,3}"
# Windows hides the last ending of a name, and adds one to what has none that it shows.
_DISGUISED = re.compile(r"(\.py)(?:\.py|\.txt){1,3}$|(\.ipynb)(?:\.ipynb|\.txt|\.json){1,3}$", re.IGNORECASE)
_RENUMBERED = re.compile(rf"(?:{_NUMBERED}){{1,3}}")
_DRIVE = "a link into Google Drive, not the document itself: download that as .ipynb or .py"
_DOCUMENT = "a document, not Python"
_NOT_WORK: Mapping[str, str] = {
    ".pdf": "a PDF document",
    ".html": "a web page",
    ".htm": "a web page",
    ".gdoc": _DRIVE,
    ".gsheet": _DRIVE,
    ".gslides": _DRIVE,
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages", ".ppt", ".pptx", ".odp", ".key"), _DOCUMENT),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".numbers"), "a spreadsheet, not Python"),
}


class MatchQuality(IntEnum):
    """How well a file matches a task, best first."""

    EXACT = 0
    CASE = 1
    COPY = 2
    DEFINES = 3


def ignored_folder(name: str) -> bool:
    """Whether a folder of this name is skipped with everything in it."""
    return name.startswith(".") or name.casefold() in _IGNORED_FOLDERS


def hidden_folder(name: str) -> bool:
    """Whether a folder is skipped for the dot before its name alone: no system, editor or tool makes one so called."""
    folded = name.casefold()
    systems = folded in _SYSTEMS_FOLDERS or folded.startswith(_SYSTEMS_BEGINNINGS) or "cache" in folded
    return name.startswith(".") and not systems


def ignored_file(name: str) -> bool:
    """Whether a file of this name is noise or bytecode."""
    folded = name.casefold()
    return name.startswith("._") or folded in _IGNORED_FILES or folded.endswith(_BYTECODE)


def ignored(path: str) -> bool:
    """Whether the file at a relative path is noise, or is in an ignored folder."""
    *folders, name = path.split("/")
    return ignored_file(name) or any(ignored_folder(folder) for folder in folders)


def plain_name(path: str) -> str:
    """The path without suffixes that disguise a module or a notebook: `x.py` for `x.py.txt` and `x.py.py`."""
    return _DISGUISED.sub(lambda found: found[1] or found[2], path)


def is_module(path: str) -> bool:
    """Whether the file at a relative path is Python source that somebody wrote as a module."""
    return plain_name(path).casefold().endswith(".py") and not path.rpartition("/")[2].startswith(".")


def is_notebook(path: str) -> bool:
    """Whether the file at a path is called a notebook."""
    return plain_name(path).casefold().endswith(".ipynb")


def is_renumbered(path: str, stem: str) -> bool:
    """Whether a file's name is a stem and a number, as browsers and platforms add one to what is handed in again."""
    found = path.rpartition(".")[0]
    return found.startswith(stem) and _RENUMBERED.fullmatch(found, len(stem)) is not None


def usable(path: str) -> bool:
    """Whether a relative path can be written again where it is graded: UTF-8, no control characters, not too long."""
    parts = path.split("/")
    try:
        fits = all(len(part.encode()) <= _NAME_BYTES for part in parts)
    except UnicodeEncodeError:
        return False
    return fits and len(parts) <= DEPTH and not any(unicodedata.category(char) == "Cc" for char in path)


def twin_key(path: str) -> str:
    """Equal for two paths that a file system which ignores case or Unicode form would take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def match_name(filename: str, modules: Collection[str], suffix: str = "py") -> tuple[str, MatchQuality] | None:
    """Which task module a file is by its name, and how well it matches; None if it matches none.

    If one module's name with a copy suffix is another's (`task`, `task_1`), the longest matching one is meant.
    """
    exact = filename.removesuffix(f".{suffix}")
    if exact != filename and exact in modules:
        return exact, MatchQuality.EXACT
    plain = plain_name(filename)
    stem, dot, found = unicodedata.normalize("NFC", plain).rpartition(".")
    if not dot or found.casefold() != suffix:
        return None
    for module in sorted(modules, key=len, reverse=True):
        if stem.casefold() == module.casefold():
            return module, MatchQuality.CASE if plain == filename else MatchQuality.COPY
        if stem.isascii() and module.casefold() not in stem.casefold():
            continue  # most files, for which no pattern has to be compiled
        name = f"{_COPY_PREFIX}{re.escape(module)}(?:{_COPY_SUFFIX})?"
        if re.fullmatch(name, stem, re.IGNORECASE):
            return module, MatchQuality.COPY
    return None


def safe_id(name: str, width: int = _ID_BYTES) -> str:
    """A name made into one path component of letters, digits and `._-@+`, not hidden, not long; an id is unchanged."""
    if _ID.fullmatch(name) and len(name) <= width:
        return name
    name = unicodedata.normalize("NFC", name)
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" or char in "._-@+" else "_" for char in name)
    trimmed = re.sub(r"_{2,}", "_", kept).lstrip("._-").encode()[:width].decode(errors="ignore").rstrip("._-")
    return trimmed or "submission"


def default_id(name: str) -> str:
    """A submission's id from the name it arrived under, less an archive's suffix, `.py` or `.ipynb`."""
    return safe_id(_SUBMISSION_SUFFIX.sub("", name), _ID_BYTES - _NUMBER_BYTES)


def is_work(path: str) -> bool:
    """Whether a file can be graded, or contain files that can: a module, a notebook or an archive."""
    return is_module(path) or is_notebook(path) or ARCHIVE_NAME.search(path) is not None


def why_unused(path: str) -> str:
    """Why there is nothing to grade in a file, whatever is beside it, or empty: it may be data of the work."""
    return _NOT_WORK.get(posixpath.splitext(path)[1].casefold(), "")


def why_no_work(path: str) -> str:
    """Why a file is not work, if nothing beside it could use it as data."""
    return why_unused(path) or "neither a module (.py) nor a notebook (.ipynb)"

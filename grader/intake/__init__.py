"""Intake: a folder, an archive, a module or a notebook becomes a `Submission`. Trusted side; static.

It executes nothing, extracts nothing to disk and compiles no student Python: names are found with linear regexes.
Each name is loaded when it is first used: reading one submission needs none of the code that reads a class.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.intake.class_folder import ClassEntry, discover_class
    from grader.intake.entries import arrival_digest, collect_entry, entry_submission, read_entry, require_work
    from grader.intake.sources.containers import OpenArchives
    from grader.intake.sources.grouping import ReceivedEntry
    from grader.intake.sources.reading import ReceivedClass, read_class, refuse_class
    from grader.intake.sources.records import HandInTime, Student
    from grader.intake.submission import read_submission

__all__ = [
    "ClassEntry",
    "HandInTime",
    "OpenArchives",
    "ReceivedClass",
    "ReceivedEntry",
    "Student",
    "arrival_digest",
    "collect_entry",
    "discover_class",
    "entry_submission",
    "read_class",
    "read_entry",
    "read_submission",
    "refuse_class",
    "require_work",
]

_HOMES = MappingProxyType(
    {
        "grader.intake.class_folder": ("ClassEntry", "discover_class"),
        "grader.intake.entries": ("arrival_digest", "collect_entry", "entry_submission", "read_entry", "require_work"),
        "grader.intake.sources.reading": ("ReceivedClass", "read_class", "refuse_class"),
        "grader.intake.sources.containers": ("OpenArchives",),
        "grader.intake.sources.grouping": ("ReceivedEntry",),
        "grader.intake.sources.records": ("HandInTime", "Student"),
        "grader.intake.submission": ("read_submission",),
    }
)
_HOME_OF = MappingProxyType({name: home for home, names in _HOMES.items() for name in names})


def __getattr__(name: str) -> object:
    """Loads a name when it is first used."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = found
    return found

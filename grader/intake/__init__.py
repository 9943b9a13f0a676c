"""Intake: whatever arrives (a folder, an archive, one module, a notebook) becomes a `Submission`. Trusted side; static.

It executes nothing, extracts nothing to disk and compiles no student Python: names are found with linear regexes.
"""

from grader.intake.class_folder import ClassEntry, discover_class
from grader.intake.sources.reading import ArrivedClass, Options, read_class, refuse_class
from grader.intake.submission import read_entry, read_submission

__all__ = [
    "ArrivedClass",
    "ClassEntry",
    "Options",
    "discover_class",
    "read_class",
    "read_entry",
    "read_submission",
    "refuse_class",
]

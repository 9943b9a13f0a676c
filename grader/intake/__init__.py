"""Intake: whatever arrives (a folder, an archive, one module, a notebook) becomes a `Submission`. Trusted side; static.

It executes nothing, extracts nothing to disk and compiles no student Python: names are found with linear regexes.
"""

from grader.intake.class_folder import ClassEntry, discover_class
from grader.intake.submission import read_submission

__all__ = ["ClassEntry", "discover_class", "read_submission"]

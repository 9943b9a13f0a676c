"""Where Python searches for modules when students' files are nearby. Trusted side.

The command restarts Python so that no folder of students is searched. A program that calls the grader cannot be
restarted: its own folders are not passed to the processes that grade for it, and folders with submissions are refused.
"""

import sys
from pathlib import Path

from grader.errors import UsageError

_HOME = Path(__file__).resolve().parents[1]
"""The folder that contains the grader's own package."""


def worker_path() -> list[str]:
    """The path for a new process: this one's, without what Python adds for a script or an interactive session."""
    main = getattr(sys.modules.get("__main__"), "__file__", None)
    left_out = {Path.cwd(), *([Path(main).resolve().parent] if main else [])} - {_HOME}
    return [entry for entry in sys.path if Path(entry).is_absolute() and Path(entry).resolve() not in left_out]


def keep_out(submissions: Path) -> None:
    """Requires that this process does not search for modules in these submissions, or this one. Raises UsageError."""
    inside = submissions.resolve()
    for folder in (Path(entry).resolve() for entry in sys.path):
        if folder.is_relative_to(inside) and not any(folder.is_relative_to(own) for own in _installed()):
            raise UsageError(
                f"Python looks for modules in {folder}, among the submissions: keep the script that grades elsewhere, "
                "start it elsewhere, or start Python with -P."
            )


def _installed() -> set[Path]:
    """The folders of Python itself, its environment and the grader, which may be in a checkout."""
    return {_HOME, *(Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix))}

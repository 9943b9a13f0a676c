"""Where Python looks for modules while students' files lie about. Trusted side.

The command starts Python anew so that no folder of students' is looked into. A program that calls the grader cannot be
started anew: its own folders are kept from the processes that grade for it, and those with submissions are refused.
"""

import sys
from pathlib import Path

from grader.errors import UsageError

_HOME = Path(__file__).resolve().parents[1]
"""The folder that holds the grader's own package."""


def worker_path() -> list[str]:
    """The path for a new process: this one's, without what Python puts before it for a script or for the keyboard."""
    main = getattr(sys.modules.get("__main__"), "__file__", None)
    left_out = {Path.cwd(), *([Path(main).resolve().parent] if main else [])} - {_HOME}
    return [entry for entry in sys.path if Path(entry).is_absolute() and Path(entry).resolve() not in left_out]


def keep_out(submissions: Path) -> None:
    """Requires that this process looks for no module among these submissions, or in this one. Raises UsageError."""
    inside = submissions.resolve()
    for folder in (Path(entry).resolve() for entry in sys.path):
        if folder.is_relative_to(inside) and not any(folder.is_relative_to(own) for own in _installed()):
            raise UsageError(
                f"Python looks for modules in {folder}, among the submissions: keep the script that grades elsewhere, "
                "start it elsewhere, or start Python with -P."
            )


def _installed() -> set[Path]:
    """The folders of Python itself, of its environment and of the grader, which may lie in a checkout."""
    return {_HOME, *(Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix))}

"""Prints what the assignments of a course require beside the grader, a line each: for `pip install --requirement`.

Called as `python -P distributions/libraries.py [ASSIGNMENT...]` with names of assignments, without any for all of them.
Runs before anything is installed, so it needs only Python.
"""

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

ASSIGNMENTS = Path(__file__).resolve().parents[1] / "assignments"


def libraries(names: Sequence[str]) -> list[str]:
    """What these assignments require, or all of the course, each requirement once."""
    manifests = [ASSIGNMENTS / name / "assignment.toml" for name in names] or ASSIGNMENTS.glob("*/assignment.toml")
    found = [tomllib.loads(manifest.read_text("utf-8")).get("requires", []) for manifest in manifests]
    return sorted({requirement for each in found for requirement in each})


if __name__ == "__main__":
    sys.stdout.writelines(f"{each}\n" for each in libraries([name for name in sys.argv[1:] if name]))

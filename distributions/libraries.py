"""Prints what the assignments of a course require beside the grader, a line each: for `pip install --requirement`.

Called as `python -P distributions/libraries.py [ASSIGNMENT...]` with names of assignments, without any for all of them.
Runs before anything is installed, so it needs only Python. Nothing but the name of a library, with its extras and
versions, is printed: pip would read any other line as an option, as a path or as another library.
"""

import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ASSIGNMENTS = Path(__file__).resolve().parents[1] / "assignments"
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:[ ]*[\[(<>=!~;@](?:(?![ ]-)[^\r\n])*)?")


def libraries(names: Sequence[str]) -> list[str]:
    """What these assignments require, or all of the course, each requirement once."""
    manifests = [ASSIGNMENTS / name / "assignment.toml" for name in names] or ASSIGNMENTS.glob("*/assignment.toml")
    return sorted({each for manifest in manifests for each in _required(manifest)})


def _required(manifest: Path) -> list[str]:
    if not manifest.is_file():
        sys.exit(f"There is no assignment {manifest.parent.name!r}: {manifest} is missing.")
    found: Any = tomllib.loads(manifest.read_text("utf-8")).get("requires", [])
    wrong = [found] if not isinstance(found, list) else [each for each in found if not _is_requirement(each)]
    if wrong:
        sys.exit(f"{manifest} requires {wrong[0]!r}: write a list of libraries as for pip, like ['pandas>=2.2'].")
    return list(found)


def _is_requirement(each: object) -> bool:
    return isinstance(each, str) and _REQUIREMENT.fullmatch(each) is not None


if __name__ == "__main__":
    sys.stdout.writelines(f"{each}\n" for each in libraries([name for name in sys.argv[1:] if name]))

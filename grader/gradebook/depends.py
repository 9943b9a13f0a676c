"""What a grade depends on besides the work itself, as digests: of the tests and of what grades. Trusted side.

Prose, drawings, pages and what authors keep beside the tests do not count: who mends a spelling regrades nobody.
"""

import hashlib
import platform
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from grader.assignment import DIAGRAMS, MANIFEST, SEED_FILE, Assignment
from grader.model import PUBLIC_TESTS, Isolation

_PACKAGE = Path(__file__).resolve().parents[1]
_ENGINE = ("assignment", "exam", "guest", "host", "intake", "model", "notebook_execution", "sanitize.py", "wire")
"""What of the grader has a say in a grade."""
_LOOK = ("feedback", "model", "output", "report", "sanitize.py")
"""What of the grader has a say in how a grade is shown."""
_RENDERERS = ("jinja2", "latex2mathml", "markupsafe", "msgspec", "numpy", "pygments")
_BESIDE = frozenset({"samples", "alternatives", "worthless", "equivalent_mutants.toml", SEED_FILE})
"""What of a solution is for its author, or counts otherwise."""
_HANDOUT_ONLY = frozenset({PUBLIC_TESTS, DIAGRAMS, MANIFEST})
"""The same of an assignment's folder."""
_AFTERWARDS = frozenset({"hidden_results", "late"})
"""What the manifest says of the time after grading."""
_PROSE = frozenset({".md", ".rst", ".orig", ".bak", ".swp"})


class Dependencies(Struct, frozen=True):
    """Digests of what a grade depends on: of the assignment, of what grades it, and of all together."""

    assignment: str
    engine: str
    together: str


def dependencies(assignment: Assignment, seed: str, isolation: Isolation, *, run: bool = True) -> Dependencies:
    """What grades of this assignment depend on, if they are made here now.

    Args:
        assignment: What is graded by.
        seed: What hidden inputs are drawn from.
        isolation: The level that students' code runs at.
        run: Whether notebooks are executed for display too, since a grade holds what they put out.
    """
    tests = _digest(
        [
            _manifest(assignment.folder / MANIFEST),
            *_contents(assignment.folder, _HANDOUT_ONLY),
            *_contents(assignment.solution, _BESIDE),
        ]
    )
    versions = (platform.python_version().encode(), np.__version__.encode())
    engine = _digest([*versions, *(part for name in _ENGINE for part in _contents(_PACKAGE / name))])
    flags = (seed.encode(), isolation.encode(), b"run" if run else b"")
    return Dependencies(tests, engine, _digest([tests.encode(), engine.encode(), *flags]))


def look_of_reports(diagrams: bytes) -> str:
    """A digest of what reports depend on besides their grades: the drawings of the assignment, and what writes them."""
    written_by = (version(name).encode() for name in _RENDERERS)
    ours = (part for name in _LOOK for part in _contents(_PACKAGE / name))
    return _digest([diagrams, platform.python_version().encode(), *written_by, *ours])


def _manifest(file: Path) -> bytes:
    """What the manifest says, as it is written: what it may say besides in another version changes nothing."""
    told = tomllib.loads(file.read_text("utf-8"))
    counting = {name: said for name, said in told.items() if name not in _AFTERWARDS}
    return msgspec.json.encode(counting, order="deterministic")


def _digest(parts: Iterable[bytes]) -> str:
    state = hashlib.sha256()
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return f"sha256:{state.hexdigest()}"


def _contents(root: Path, left_out: frozenset[str] = frozenset()) -> Iterator[bytes]:
    """Names and contents of all files that have a say, in order."""
    for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
        inside = file.relative_to(root).parts
        if file.is_file() and not (left_out & set(inside[:1])) and not any(map(_says_nothing, inside)):
            yield "/".join(inside).encode() or file.name.encode()
            yield file.read_bytes()


def _says_nothing(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__" or name.endswith("~") or Path(name).suffix in _PROSE

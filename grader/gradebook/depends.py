"""What a grade depends on besides the work itself, as digests: the tests and the grading code. Trusted side.

Prose, drawings, pages and what authors keep beside the tests do not count: fixing a spelling mistake regrades nobody.
"""

import platform
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from grader.assignment import DIAGRAMS, MANIFEST, SEED_FILE, Assignment, read_author_text
from grader.gradebook.digests import digest_of_parts, flat, named_contents
from grader.gradebook.task_sources import TaskSources
from grader.model import PUBLIC_TESTS, Isolation

_PACKAGE = Path(__file__).resolve().parents[1]
_ENGINE = ("assignment", "exam", "guest", "host", "intake", "model", "notebook_execution", "sanitize.py", "wire")
"""The parts of the grader that influence a grade."""
_LOOK = ("feedback", "model", "output", "report", "sanitize.py")
"""The parts of the grader that influence how a grade is shown."""
_RENDERERS = ("jinja2", "latex2mathml", "markupsafe", "msgspec", "numpy", "pygments")
_BESIDE = frozenset({"samples", "alternatives", "worthless", "equivalent_mutants.toml", SEED_FILE})
"""The parts of a solution that are for its author only, or count otherwise."""
_HANDOUT_ONLY = frozenset({PUBLIC_TESTS, DIAGRAMS, MANIFEST})
"""The same in an assignment's folder."""
_AFTERWARDS = frozenset({"hand_in", "hidden_results", "late", "steps", "student_package"})
"""Keys of the manifest about the time before and after grading, and about drawings."""
_SAID = frozenset({"feedback", "title", "manual", "tasks"})
"""Keys of the manifest that influence what the tests find in no task, or in one task only."""
_SAID_OF_TASK = frozenset({"about", "bonus", "feedback", "formulas", "points", "title"})
"""Keys of a task that change no other task: they appear in grades as they are, or count with the task's tests."""


class Sources(Struct, frozen=True):
    """Digests of what is on the disk when a run begins.

    Attributes:
        assignment: Of everything in the assignment and its solution.
        tasks: Of the part of it that influences each task.
        engine: Of the grader, Python and NumPy.
    """

    assignment: str
    tasks: Mapping[str, str]
    engine: str


class Dependencies(Struct, frozen=True):
    """Digests of what a grade depends on: all together, and for each task what its part depends on."""

    together: str
    tasks: Mapping[str, str]


def sources_of(assignment: Assignment, *, by_task: bool = True) -> Sources:
    """Reads everything that grades of this assignment depend on, if they are made here now.

    Which files each task depends on is left out unless it is asked for `by_task`: telling that means parsing them all.
    """
    manifest = _manifest(assignment.folder / MANIFEST)
    handout = dict(named_contents(assignment.folder, _HANDOUT_ONLY))
    solution = dict(named_contents(assignment.solution, _BESIDE | {assignment.manifest.notebook}))
    stubs = {f"{part.module}.py" for part in assignment.parts} | {assignment.manifest.notebook}
    given = ((name, content) for name, content in handout.items() if name not in stubs)
    return Sources(
        assignment=digest_of_parts(
            [
                msgspec.json.encode((manifest, assignment.order), order="deterministic"),
                *flat(handout.items()),
                *flat(solution.items()),
            ]
        ),
        tasks=TaskSources(assignment, solution).digests([_said_of_all(manifest), *flat(given)]) if by_task else {},
        engine=digest_of_parts([*_versions(), _of_the_grader(_ENGINE)]),
    )


def dependencies(sources: Sources, seed: str, isolation: Isolation, *, run: bool = True) -> Dependencies:
    """What grades depend on.

    Args:
        sources: What is on the disk.
        seed: The seed of hidden inputs.
        isolation: The level that student code runs at.
        run: Whether notebooks are executed for display too, since a grade contains their output.
    """
    flags = [sources.engine.encode(), seed.encode(), isolation.encode(), b"run" if run else b""]
    return Dependencies(
        digest_of_parts([sources.assignment.encode(), *flags]),
        {task: digest_of_parts([found.encode(), *flags]) for task, found in sources.tasks.items()},
    )


def look_of_reports(diagrams: bytes) -> str:
    """A digest of what reports depend on besides their grades: the drawings of the assignment, and what writes them."""
    written_by = (version(name).encode() for name in _RENDERERS)
    return digest_of_parts([diagrams, platform.python_version().encode(), *written_by, _of_the_grader(_LOOK)])


@cache
def _of_the_grader(parts: tuple[str, ...]) -> bytes:
    """A digest of these parts, read once: what this process runs does not change, whatever is installed meanwhile."""
    return digest_of_parts(part for name in parts for part in flat(named_contents(_PACKAGE / name))).encode()


def _versions() -> tuple[bytes, ...]:
    return platform.python_version().encode(), np.__version__.encode()


def _manifest(file: Path) -> dict[str, object]:
    """The content of the manifest: keys that only another version knows change nothing."""
    told = tomllib.loads(read_author_text(file))
    return {name: said for name, said in sorted(told.items()) if name not in _AFTERWARDS}


def _said_of_all(manifest: Mapping[str, object]) -> bytes:
    """The part of it that counts for every task: including the list of tasks, since all modules are loaded first."""
    listed = manifest.get("tasks")
    tasks = [
        {name: said for name, said in task.items() if name not in _SAID_OF_TASK}
        for task in (listed if isinstance(listed, list) else ())
    ]
    rest = {name: said for name, said in manifest.items() if name not in _SAID}
    return msgspec.json.encode((rest, tasks), order="deterministic")

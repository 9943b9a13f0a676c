"""Makes an assignment's own modules importable in the exam: the reference, the hidden tests' helpers, the given files.

Trusted side. Neither folder goes on `sys.path`: a stray file in one of them, perhaps a student's `typing.py` beside the
stubs, would stand in for a module of Python's.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

from grader.assignment import Assignment


@contextmanager
def importable(assignment: Assignment) -> Iterator[None]:
    """Makes them importable, as they are now, for as long as this is open; of what was imported nothing stays."""
    finder = _OwnModules(assignment)
    tests = {file.stem for file in assignment.hidden_tests.glob("*.py")}  # which pytest imports by these names
    own = {*tests, *finder.folders}
    _forget(own)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        _forget(own)  # or another exam of this process, which stands open, would take them for its own


class _OwnModules(MetaPathFinder):
    """Finds modules by name, each in its own folder only."""

    def __init__(self, assignment: Assignment) -> None:
        reference = {file.stem for file in assignment.solution.glob("*.py")}
        given = {Path(name).stem for name in assignment.manifest.given if name.endswith(".py")}
        self.folders = {
            **dict.fromkeys(given, assignment.folder),
            **dict.fromkeys({*reference, assignment.hidden_tests.name}, assignment.solution),
        }

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Finds a module of the assignment; None for all others and for submodules."""
        if path is not None or fullname not in self.folders:
            return None
        return PathFinder.find_spec(fullname, [str(self.folders[fullname])])


def _forget(names: Iterable[str]) -> None:
    """Forgets modules of these names, which may be another assignment's or what this one's were before an edit."""
    for name in names:
        for each in [each for each in sys.modules if each == name or each.startswith(f"{name}.")]:
            del sys.modules[each]

"""Makes an assignment's own modules importable in the exam: the reference, the hidden tests' helpers, the given files.

Trusted side. Neither folder goes on `sys.path`: a stray file in one of them, perhaps a student's `typing.py` beside the
stubs, would replace a standard module.
"""

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

from grader.assignment import Assignment


@contextmanager
def importable(assignment: Assignment) -> Iterator[None]:
    """Makes them importable, as they are now, for as long as this is open.

    Modules that already have these names are set aside meanwhile: another assignment's, this one's before an edit,
    or those of another exam of this process; they are restored afterwards.
    """
    finder = _OwnModules(assignment)
    tests = {file.stem for file in assignment.hidden_tests.glob("*.py")}  # which pytest imports by these names
    own = {*tests, *finder.folders}
    aside = _taken_out(own)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        _taken_out(own)
        sys.modules.update(aside)


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


def _taken_out(names: Collection[str]) -> dict[str, ModuleType]:
    """Makes Python forget the modules of these names and their submodules; returns them."""
    return {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] in names}

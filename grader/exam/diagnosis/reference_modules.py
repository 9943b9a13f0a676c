"""The reference of a task as one object: its module, or one that combines its several modules. Trusted side.

Runs only the author's code. Knows neither pytest nor guests.
"""

import importlib
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import CodeType, ModuleType

from grader.assignment import Task


def reference_of(task: Task) -> ModuleType:
    """The reference of a task, once the exam has made its modules importable."""
    if not task.several:
        return importlib.import_module(task.module)
    return _together({name: importlib.import_module(name) for name in task.several})


def imported_together(sources: Mapping[str, str], names: Sequence[str], title: str) -> ModuleType:
    """These modules, created from their sources, so that each that imports another gets the new one."""
    aside = {name: sys.modules.pop(name) for name in sources if name in sys.modules}
    finder = _Sources(sources, title)
    sys.meta_path.insert(0, finder)
    try:
        return _together({name: importlib.import_module(name) for name in names})
    finally:
        sys.meta_path.remove(finder)
        for name in sources:
            sys.modules.pop(name, None)
        sys.modules.update(aside)


def _together(modules: Mapping[str, ModuleType]) -> ModuleType:
    one = ModuleType("reference")
    vars(one).update(modules)
    return one


class _Sources(MetaPathFinder, InspectLoader):
    """Finds and loads modules whose sources are known."""

    def __init__(self, sources: Mapping[str, str], title: str) -> None:
        self._sources = sources
        self._title = title

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Finds one of them; None for all others."""
        return spec_from_loader(fullname, self) if fullname in self._sources else None

    def get_source(self, fullname: str) -> str:
        """The source of one of them."""
        return self._sources[fullname]

    def get_code(self, fullname: str) -> CodeType:
        """The same, compiled under the title that tracebacks show for it."""
        return compile(self._sources[fullname], self._title, "exec", dont_inherit=True)

"""Writes the submission's files into the scratch directory and imports one module of it. Untrusted side.

The assignment's own module names take precedence over anything installed; the student's other files come last on the
path, so that their `random.py` shadows nothing.
"""

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder, PathEntryFinder
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, FileFinder, ModuleSpec, SourceFileLoader
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType

from grader.guest.placeholders import make_placeholder
from grader.guest.several import SeveralModules
from grader.guest.statements import Script
from grader.wire.messages import Load


def load(
    request: Load, stand_ins: Mapping[str, Mapping[str, object]], scratch: Path
) -> tuple[ModuleType, BaseException | None]:
    """Imports the modules under test from the scratch directory, where their files are written.

    Also returns what went wrong, if the module can be used nevertheless.
    """
    under_test = request.several or (request.module,)
    finder = OwnModules(under_test, request.own, request.unavailable, scratch)
    prepare(request.files, scratch, finder)
    for name, values in stand_ins.items():
        module = ModuleType(name)
        vars(module).update(values)
        sys.modules[name] = module
    for name in under_test:
        sys.modules.pop(name, None)  # if another module that was loaded here before has imported it
    if request.program:
        file = scratch / f"{request.module}.py"
        compile(file.read_bytes(), str(file), "exec", dont_inherit=True)  # reports errors before anything runs
        return ModuleType(request.module), None
    loaded = {name: importlib.import_module(name) for name in under_test}
    return SeveralModules(loaded) if request.several else loaded[request.module], finder.incident


def prepare(files: Mapping[str, bytes], scratch: Path, finder: MetaPathFinder) -> None:
    """Writes the files and makes them importable, the assignment's own modules through `finder`."""
    lay_out(files, scratch)
    sys.path_hooks.insert(0, _only_below(scratch))
    sys.path.append(str(scratch))
    sys.meta_path.insert(0, finder)


def lay_out(files: Mapping[str, bytes], scratch: Path) -> None:
    """Writes files by relative path."""
    for name, content in files.items():
        path = f"{scratch}/{name}"
        try:
            _write(path, content)
        except FileNotFoundError:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            _write(path, content)


def _write(path: str, content: bytes) -> None:
    with open(path, "wb") as file:  # noqa: PTH123 # a guest pays for each page of memory that it is the first to change
        file.write(content)


class OwnModules(MetaPathFinder):
    """Finds the assignment's modules in the scratch directory, before anything installed."""

    def __init__(
        self, under_test: Sequence[str], own: Sequence[str], unavailable: Mapping[str, str], scratch: Path
    ) -> None:
        self._under_test = under_test
        self._own = own
        self.unavailable = unavailable
        self.scratch = scratch
        self.incident: BaseException | None = None

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Finds a module of the assignment; None for all others."""
        if fullname not in self._own:
            return None
        file = self.scratch / f"{fullname}.py"
        if fullname in self.unavailable or not file.is_file():
            return self.absent(fullname)
        if fullname in self._under_test:
            return spec_from_loader(fullname, _ModuleUnderTest(fullname, str(file), self))
        return spec_from_loader(fullname, _TolerantLoader(fullname, str(file)))

    def absent(self, fullname: str) -> ModuleSpec | None:
        """The loader for a module that is missing or unusable."""
        return spec_from_loader(
            fullname, _UnavailableLoader(self.unavailable.get(fullname, f"{fullname}.py is missing"))
        )


class _UnavailableLoader(Loader):
    """Loads a placeholder."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def create_module(self, _spec: ModuleSpec) -> None:
        """Uses the import system's default."""

    def exec_module(self, module: ModuleType) -> None:
        make_placeholder(module, self._reason)


class _StudentLoader(SourceFileLoader):
    """Loads a module of the student's, skipping statements that need something missing here."""

    def exec_module(self, module: ModuleType) -> None:
        Script(self.get_data(self.path), self.path, vars(module)).run()


def _only_below(scratch: Path) -> Callable[[str], PathEntryFinder]:
    """Loads the student's own helpers in the same way."""
    make = FileFinder.path_hook((ExtensionFileLoader, EXTENSION_SUFFIXES), (_StudentLoader, [".py"]))

    def hook(path: str) -> PathEntryFinder:
        if not Path(path).is_relative_to(scratch.parent):  # copies of a notebook's process have theirs beside it
            raise ImportError(path)
        return make(path)

    return hook


class _ModuleUnderTest(SourceFileLoader):
    """Loads the module under test and reports to its finder what went wrong."""

    def __init__(self, fullname: str, path: str, finder: OwnModules) -> None:
        super().__init__(fullname, path)
        self._finder = finder

    def exec_module(self, module: ModuleType) -> None:
        self._finder.incident = Script(self.get_data(self.path), self.path, vars(module)).run()


class _TolerantLoader(_StudentLoader):
    """Loads a module that is not under test; if it raises, a placeholder takes its place."""

    def exec_module(self, module: ModuleType) -> None:
        try:
            super().exec_module(module)
        except BaseException as error:  # noqa: BLE001 # whatever it raises affects its own task, not this one
            make_placeholder(module, f"{module.__name__}.py could not be loaded ({type(error).__name__})")

"""Runs the cells of a notebook in one namespace, which then serves as the module under test. Untrusted side.

What Jupyter adds to Python is in `grader/guest/jupyter.py`. A task's module that was not handed in represents the
namespace itself, so that a cell may import what an earlier cell defines.
"""

import asyncio
import builtins
import linecache
import os
import sys
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module, invalidate_caches
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.guest import loader, plots
from grader.guest.copies import RUN
from grader.guest.placeholders import placeholder
from grader.guest.several import SeveralModules
from grader.guest.statements import SHOWN, Script
from grader.wire.messages import OpenNotebook


class CellRunner:
    """The namespace of a run, which is `__main__` as in Jupyter, and the directory in which the cells run."""

    def __init__(self, request: OpenNotebook) -> None:
        self._name = request.notebook
        run = Path.cwd() / RUN
        run.mkdir()
        os.chdir(run)
        os.environ["HOME"] = os.environ["TMPDIR"] = str(run)
        self.module = ModuleType("__main__")
        self.place = run
        self._finder = _NotebookModules(self.module, request, run)
        loader.prepare(request.files, run, self._finder)
        sys.modules["__main__"] = self.module
        self._inputs, self._outputs = [""], dict[int, object]()
        vars(self.module).update(__builtins__=builtins, In=self._inputs, Out=self._outputs)
        self._loop: asyncio.AbstractEventLoop | None = None

    def run_cell(self, number: int, code: str) -> BaseException | None:
        """Runs one cell and closes the figures that it leaves open, as Jupyter does. Raises whatever ends it.

        Returns what went wrong, if the rest ran nevertheless.
        """
        name = f"{self._name}, cell {number}"
        linecache.cache[name] = (len(code), None, StringIO(code).readlines(), name)
        self._inputs.append(code)
        invalidate_caches()  # an earlier cell may have written a module
        try:
            return Script(code, name, vars(self.module)).run_as_cell(self._running_loop)
        finally:
            plots.close_figures()
            self._keep_shown(vars(self.module).pop(SHOWN, None))

    def settle(self) -> None:
        """Closes what a copy of this process could not use."""
        if self._loop is not None:
            self._loop.close()
            self._loop = None

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        """The loop that all cells share, created when the first of them awaits something."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self._loop)
        return self._loop

    def _keep_shown(self, value: object) -> None:
        """Stores the value of a cell's last line under its names in Jupyter."""
        if value is None:
            return
        number, namespace = len(self._inputs) - 1, vars(self.module)
        if "_" not in namespace or namespace["_"] is self._outputs.get(max(self._outputs, default=0)):
            namespace["_"] = value  # otherwise it is a name of the student's own
        self._outputs[number] = namespace[f"_{number}"] = value

    def is_cell(self, file: str) -> bool:
        """Whether a file name in a traceback is that of a cell."""
        return file.startswith(f"{self._name}, cell ")

    def serve(self, several: Sequence[str], cells: Collection[str]) -> ModuleType:
        """The namespace or, for a task about several modules, these: with the namespace for each that is in `cells`."""
        if not several:
            return self.module
        return SeveralModules({name: self.module if name in cells else import_module(name) for name in several})

    def move(self, scratch: Path) -> None:
        """Makes later imports of the student's own modules use another copy of the directory."""
        self._finder.scratch = scratch

    def put_in_place(self, stand_ins: Mapping[str, Mapping[str, object]]) -> None:
        """Replaces values wherever the namespace has them, under any name; missing ones are added."""
        namespace = vars(self.module)
        for module, values in stand_ins.items():
            stand_in = ModuleType(module)
            vars(stand_in).update(values)
            for name, value in values.items():
                original = namespace.get(name)
                aliases = [each for each, held in namespace.items() if original is not None and held is original]
                namespace.update(dict.fromkeys([name, *aliases], value))
            imported = sys.modules.get(module)
            for each, held in tuple(namespace.items()):
                if imported is not None and held is imported:
                    namespace[each] = stand_in
            sys.modules[module] = stand_in


class _NotebookModules(loader.OwnModules):
    """Finds the assignment's modules as usual, and the notebook itself for those that it contains."""

    def __init__(self, module: ModuleType, request: OpenNotebook, scratch: Path) -> None:
        super().__init__((), request.own, request.unavailable, scratch)
        self._module = module

    def absent(self, fullname: str) -> ModuleSpec | None:
        """The notebook's namespace under the name of a module."""
        return spec_from_loader(fullname, _Namespace(self._module, self.unavailable.get(fullname)))


class _Namespace(Loader):
    """Loads a module that looks its names up in the notebook on access."""

    def __init__(self, module: ModuleType, reason: str | None) -> None:
        self._module = module
        self._reason = reason

    def create_module(self, _spec: ModuleSpec) -> None:
        """Uses the import system's default."""

    def exec_module(self, module: ModuleType) -> None:
        reason = self._reason or f"no cell had defined this name of {module.__name__} when it was imported"

        def __getattr__(name: str) -> Any:  # noqa: N807 # the module's own hook, PEP 562
            if name.startswith("__"):
                raise AttributeError(name)
            namespace = vars(self._module)
            return namespace[name] if name in namespace else placeholder(name, reason)

        vars(module)["__getattr__"] = __getattr__

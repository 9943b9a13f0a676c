"""Stand-ins for what Jupyter and Colab add to Python, as far as that works without them. Untrusted side.

`display`, `get_ipython` and IPython's modules exist in every guest and show nothing; files are written and run.
"""

import builtins
import contextlib
import sys
from collections.abc import Iterator, Sequence
from importlib import invalidate_caches
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.guest.placeholders import placeholder

# Imported for display and convenience: if they are missing, nothing that is graded can need them.
_CONVENIENCES = ("google", "ipywidgets", "nest_asyncio", "ipympl", "jupyterthemes", "IPython")
_STAND_INS = ("IPython", "matplotlib_inline")
_VERSION = (9, 0, 0)  # Matplotlib asks IPython for it


class NullObject:
    """Accepts any use and does nothing: calls, `with`, iteration, any attribute."""

    def __init__(self, *_arguments: object, **_keywords: object) -> None:
        """Accepts the arguments of a class, since it may be the base of one."""

    def __call__(self, *arguments: Any, **keywords: object) -> Any:
        """Returns the function that it decorates, otherwise itself."""
        return arguments[0] if len(arguments) == 1 and not keywords and callable(arguments[0]) else self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return NullObject()

    def __getitem__(self, _key: object) -> Any:
        return self

    def __setitem__(self, _key: object, _value: object) -> None:
        """Stores nothing."""

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_error: object) -> None:
        """Does nothing, and suppresses no exception."""

    def __str__(self) -> str:
        return ""


class Shell:
    """The result of `get_ipython()`: it writes and runs files and cells, and does nothing else."""

    captured = NullObject()

    @property
    def user_ns(self) -> dict[str, Any]:
        """The namespace of the caller."""
        return sys._getframe(1).f_globals  # noqa: SLF001 # the only way to have one object for all modules

    def run_line_magic(self, magic_name: str, line: str = "", _stack_depth: int = 1) -> Any:
        """Runs a statement or a file in the namespace of the caller; other magics do nothing."""
        namespace = sys._getframe(_stack_depth).f_globals  # noqa: SLF001 # likewise
        if magic_name == "run":
            _run_file(line, namespace)
        elif magic_name == "time":
            exec(compile(line, "<magic>", "exec"), namespace)  # noqa: S102 # what it is for

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> None:
        """Writes the cell to a file, or runs it in the namespace of the caller."""
        if magic_name in {"writefile", "file"}:
            _write_file(line, cell)
        elif magic_name in {"time", "capture", "prun"}:
            exec(compile(cell, "<magic>", "exec"), sys._getframe(1).f_globals)  # noqa: S102, SLF001 # likewise

    def magic(self, line: str) -> Any:
        """The old form of a line magic."""
        name, _, rest = line.partition(" ")
        return self.run_line_magic(name.lstrip("%"), rest, 2)

    def getoutput(self, *_arguments: object, **_keywords: object) -> list[str]:
        """The output of a shell command: empty, since none is run."""
        return []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return NullCallable()


class NullCallable(NullObject):
    """Returns None when called, like functions that only display something."""

    def __call__(self, *_arguments: object, **_keywords: object) -> None:
        """Accepts anything and does nothing."""


_SHELL = Shell()


def get_ipython() -> Shell:
    """The one shell."""
    return _SHELL


def stand_in(module: str, name: str) -> Any:
    """The stand-in for a name of a missing module: it does nothing, or raises when used."""
    if is_convenience(module):
        return NullObject()
    return placeholder(name, f"{module} is not there where this is graded")


def is_convenience(module: str) -> bool:
    """Whether a module is only for display and convenience, so that nothing is lost if it does nothing."""
    return module.partition(".")[0] in _CONVENIENCES


def install() -> None:
    """Installs all of these where student code expects them."""
    vars(builtins).update(display=NullCallable(), get_ipython=get_ipython)
    sys.meta_path.insert(0, _StandInFinder())


class _StandInFinder(MetaPathFinder, Loader):
    """Finds IPython's modules, by any name, and makes them empty."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A package for any such name; None for all others."""
        if fullname.partition(".")[0] not in _STAND_INS:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return ModuleType(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        def __getattr__(name: str) -> Any:  # noqa: N807 # the module's own hook, PEP 562
            if name.startswith("__"):
                raise AttributeError(name)
            return NullObject()

        vars(module).update(
            __getattr__=__getattr__,
            get_ipython=get_ipython,
            display=NullCallable(),
            version_info=_VERSION,
            __version__="9",
        )


def _write_file(line: str, text: str) -> None:
    words = line.split()
    name = " ".join(word for word in words if word not in {"-a", "--append"}).strip("\"'")
    with Path(name).expanduser().open("a" if len(words) > 1 and words[0] in {"-a", "--append"} else "w") as file:
        file.write(text)
    invalidate_caches()


def _run_file(line: str, namespace: dict[str, Any]) -> None:
    """Runs a script, or the script made from a notebook, and gives its names to the caller; ignores a missing one."""
    words = [word for word in line.split() if not word.startswith("-")]
    name = words[0].strip("\"'") if words else ""
    path = Path(name if name.endswith((".py", ".ipynb")) else f"{name}.py")
    script = path.with_name(f"{path.name}.py") if path.suffix == ".ipynb" else path
    if not script.is_file():
        return  # intake has noted it
    own: dict[str, Any] = {"__name__": "__main__", "__file__": str(path), "__builtins__": builtins}
    with contextlib.suppress(SystemExit):
        exec(compile(script.read_bytes(), str(script.absolute()), "exec"), own)  # noqa: S102 # what it is for
    namespace.update({name: value for name, value in own.items() if not name.startswith("__")})

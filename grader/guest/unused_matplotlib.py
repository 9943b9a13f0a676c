"""Stands in for Matplotlib in guests of public tests that are not expected to draw. Untrusted side.

A stub imports Matplotlib for code that is still to be written, and importing it takes longer than all of its tests.
Here it is only looked up: a module of Matplotlib's and each name in it is a stand-in. Whatever uses one ends the guest,
and the host starts another that has Matplotlib. So the same comes out as with Matplotlib, except for code that looks
past the object: at its `type`, through a class pattern of `match`, or into `sys.modules`.
"""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from grader.guest.drawing import MATPLOTLIB, end_for_lack_of_matplotlib

LOOKED_FOR = frozenset({"__test__", "__wrapped__", "__bases__", "_mock_name", "_pytestfixturefunction"})
"""What pytest looks for in everything in a module of tests: nothing of Matplotlib's is a test, a fixture or a mock."""
USES = (
    *("call", "instancecheck", "subclasscheck", "mro_entries", "or", "ror", "getitem", "setitem", "delitem"),
    *("iter", "len", "contains", "enter", "exit", "repr", "str", "format", "dir", "setattr", "delattr", "reduce_ex"),
    *("eq", "ne", "lt", "le", "gt", "ge", "bool", "int", "float", "index", "neg", "pos", "abs", "invert"),
    *("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "floordiv", "rfloordiv", "mod", "rmod"),
    *("pow", "rpow", "and", "rand", "xor", "rxor", "matmul", "rmatmul", "next", "await", "aiter", "aenter"),
    *("divmod", "rdivmod", "lshift", "rlshift", "rshift", "rrshift", "round", "trunc", "floor", "ceil", "complex"),
    *("bytes", "fspath", "reversed", "get"),
)
"""What Python looks up in an object's class and not in the object itself."""
WITHOUT_FIGURES: Mapping[str, Mapping[str, Sequence[tuple[str, ...]]]] = {
    "matplotlib": {"use": [("agg",)]},
    "matplotlib.pyplot": {"close": [(), ("all",)], "switch_backend": [("agg",)]},
}
"""Calls that change nothing where nothing has been drawn, by their arguments: a `conftest.py` makes them each time."""


class UnusedMatplotlib(MetaPathFinder):
    """Finds stand-ins for the modules that Matplotlib has."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Lets all else pass, and what Matplotlib does not have."""
        if fullname.partition(".")[0] not in MATPLOTLIB:
            return None
        found = PathFinder.find_spec(fullname, path)
        if found is None:
            return None
        spec = ModuleSpec(fullname, _StandInLoader(found.origin), origin=found.origin)
        spec.submodule_search_locations = found.submodule_search_locations
        return spec


class _StandInLoader(Loader):
    def __init__(self, origin: str | None) -> None:
        self._origin = origin

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """A stand-in that knows the source of the module, to tell which names there are."""
        module = _StandInModule(spec.name)
        module.__file__ = self._origin
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Gives it the functions that can be called without Matplotlib."""
        for name, harmless in WITHOUT_FIGURES.get(module.__name__, {}).items():
            setattr(module, name, _without_effect(harmless))


def _used(*_arguments: object, **_keywords: object) -> Any:
    end_for_lack_of_matplotlib()


class _StandInModule(ModuleType):
    """Ends the guest for whatever is not a name: `__getattr__` is not asked for what every module has."""

    __dict__ = property(_used)  # for `vars`
    __doc__ = property(_used)

    def __getattr__(self, name: str) -> Any:
        if name == "__path__" or _looked_for(name):
            raise AttributeError(name)
        if not _defines(self.__file__, name):
            end_for_lack_of_matplotlib()
        setattr(self, name, _StandIn())
        return super().__getattribute__(name)

    def __dir__(self) -> list[str]:
        end_for_lack_of_matplotlib()


class _StandIn:
    """A function, a class or a value of Matplotlib's: it can be passed around and nothing else.

    `__getattr__` is not asked for what every object has.
    """

    @property  # type: ignore[misc] # nobody sets it
    def __class__(self) -> Any:
        """For `isinstance`."""
        if not _asked_by_pytest():
            end_for_lack_of_matplotlib()
        return _StandIn

    __doc__ = property(_used)
    __module__ = property(_used)

    def __getattr__(self, name: str) -> Any:
        if _looked_for(name):
            raise AttributeError(name)
        end_for_lack_of_matplotlib()


def _looked_for(name: str) -> bool:
    """Whether pytest asks for an attribute that it looks for in everything."""
    return name in LOOKED_FOR and _asked_by_pytest(3)


def _asked_by_pytest(depth: int = 2) -> bool:
    """Whether pytest asks while it collects tests, itself or through `inspect`, and not their code."""
    asking: FrameType | None = sys._getframe(depth)  # noqa: SLF001 # whoever has looked up the attribute
    while asking is not None and asking.f_globals.get("__name__") == "inspect":
        asking = asking.f_back
    return asking is not None and asking.f_globals.get("__name__", "").startswith("_pytest.")


for _use in USES:
    setattr(_StandIn, f"__{_use}__", _used)


def _without_effect(harmless: Sequence[tuple[str, ...]]) -> Callable[..., None]:
    """A function that does nothing with these arguments, and otherwise is a use."""

    def function(*arguments: object, **keywords: object) -> None:
        if keywords or tuple(str(each).lower() for each in arguments) not in harmless:
            end_for_lack_of_matplotlib()

    return function


@cache
def _defines(file: str | None, name: str) -> bool:
    """Whether the source of a module says at its left margin what a name is; in case of doubt it does not."""
    if file is None or not file.endswith(".py") or not name.isidentifier():  # it may be compiled
        return False
    said = rf"^(?:(?:class|def) +{name}\b|{name} *[:=]|from [\w.]+ import [^#\n]*\b{name}\b)"
    return re.search(said, Path(file).read_text("utf-8"), re.MULTILINE) is not None

"""Placeholders for a student's module that could not be loaded: names that raise only when they are used.

Untrusted side. So a broken module affects its own task, not each task that merely imports it.
"""

from types import ModuleType
from typing import Any, NoReturn


class ModuleUnavailableError(ImportError):
    """A name of a module that could not be loaded was used."""


_OPERATORS = (
    *("bool", "len", "iter", "next", "reversed", "contains", "getitem", "setitem", "delitem", "enter", "exit"),
    *("lt", "le", "gt", "ge", "neg", "pos", "abs", "invert", "int", "float", "complex", "index", "round"),
    *("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "and", "xor", "lshift", "rshift"),
    *("radd", "rsub", "rmul", "rmatmul", "rtruediv", "rfloordiv", "rmod", "rdivmod", "rpow", "rand", "rxor"),
    "array_ufunc",
)
"""Operations that need the value. Not `|`, which annotations use, and not equality, which needs no value."""


class _Unusable(type):
    """The type of placeholders: classes, so that they work as base classes and in annotations too."""

    reason: str

    def __call__(cls, *_arguments: object, **_keywords: object) -> NoReturn:
        raise ModuleUnavailableError(cls.reason)

    def __getattr__(cls, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ModuleUnavailableError(cls.reason)


def _refuse(cls: _Unusable, *_arguments: object, **_keywords: object) -> NoReturn:
    raise ModuleUnavailableError(cls.reason)


for _operator in _OPERATORS:
    setattr(_Unusable, f"__{_operator}__", _refuse)


def placeholder(name: str, reason: str) -> Any:
    """The placeholder for one name, which raises `reason` when it is used."""
    return _Unusable(name, (), {"reason": reason})


def make_placeholder(module: ModuleType, reason: str) -> None:
    """Turns every name of `module` into a placeholder that raises `reason` when it is used."""
    kept = {name: value for name, value in vars(module).items() if name.startswith("__")}
    vars(module).clear()
    vars(module).update(kept)

    def __getattr__(name: str) -> Any:  # noqa: N807 # the module's own hook, PEP 562
        if name.startswith("__"):
            raise AttributeError(name)
        return placeholder(name, reason)

    vars(module)["__getattr__"] = __getattr__

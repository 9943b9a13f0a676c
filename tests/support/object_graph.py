"""Compares two objects and everything that is reachable from them: the values, and which of them are shared."""

import itertools
import weakref
from collections.abc import Iterator, Sequence
from functools import partial
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

_ATOMS = (int, float, complex, str, bytes, type, CodeType, BuiltinFunctionType, ModuleType, np.generic, type(None))
_Step = tuple[Any, Any, str]


def differences(one: object, other: object, passed_over: Sequence[str] = ()) -> list[str]:
    """Where the two differ, by the path that leads there; attributes of these names are not looked at."""
    found: list[str] = []
    theirs: dict[int, object] = {}
    ours: dict[int, object] = {}
    pending: list[_Step] = [(one, other, "")]
    while pending:
        mine, its, path = pending.pop()
        if isinstance(mine, _ATOMS):
            found += [] if mine is its or mine == its or repr(mine) == repr(its) else [f"{path}: {mine!r} {its!r}"]
        elif type(mine) is not type(its) or theirs.get(id(mine), its) is not its or ours.get(id(its), mine) is not mine:
            found.append(f"{path}: another {type(mine).__name__} or {type(its).__name__}")
        elif id(mine) not in theirs:
            theirs[id(mine)], ours[id(its)] = its, mine
            parts = [list(_parts(each, path, passed_over)) for each in (mine, its)]
            if [name for name, _ in parts[0]] != [name for name, _ in parts[1]]:
                found.append(f"{path}: {[name for name, _ in parts[0]]} {[name for name, _ in parts[1]]}")
            pending += [(a, b, name) for (name, a), (_, b) in zip(*parts, strict=False)]
    return found


def _parts(whole: Any, path: str, passed_over: Sequence[str]) -> Iterator[tuple[str, Any]]:
    match whole:
        case np.ndarray():
            yield f"{path} as a list", (whole.shape, whole.dtype.str, tuple(whole.ravel().tolist()))
        case weakref.ReferenceType():
            yield f"{path}()", whole()
        case MethodType():
            yield from ((f"{path}.self", whole.__self__), (f"{path}.function", whole.__func__))
        case FunctionType():
            yield f"{path}.code", whole.__code__
        case partial():
            yield from ((f"{path}.function", whole.func), (f"{path}.arguments", whole.args))
        case itertools.count():
            yield f"{path} next", repr(whole)
        case dict() if path.endswith("._parents"):  # by identity
            yield from ((f"{path}[{number}]", value) for number, value in enumerate(whole.values()))
        case dict():
            yield from ((f"{path}[{_named(key)}]", value) for key, value in whole.items())
        case list() | tuple() | set() | frozenset():
            members = sorted(whole) if isinstance(whole, set | frozenset) else whole
            yield from ((f"{path}[{number}]", value) for number, value in enumerate(members))
        case _:
            names = [name for cls in type(whole).__mro__ for name in getattr(cls, "__slots__", ())]
            held = {name: getattr(whole, name) for name in names if hasattr(whole, name)} | getattr(
                whole, "__dict__", {}
            )
            yield from ((f"{path}.{name}", value) for name, value in held.items() if name not in passed_over)


def _named(key: Any) -> str:
    return key if isinstance(key, str) else type(key).__name__

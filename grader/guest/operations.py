"""Applies Python's operators and built-in functions to a student's objects. Untrusted side."""

import builtins
import math
import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from grader.wire.operations import COMPARISONS, EXCEPTIONS, IN_PLACE, MAX_LENGTH, TWO_SIDED

Operation = Callable[..., object]


def _two_sided(name: str) -> Operation:
    if name in {"divmod", "pow"}:
        return divmod if name == "divmod" else pow  # which also accepts a third argument
    found: Operation = getattr(operator, f"{name}_" if name in {"and", "or"} else name)
    return found


def _reflected(function: Operation) -> Operation:
    return lambda owner, other: function(other, owner)


def _length(owner: Any) -> int:
    if (length := len(owner)) > MAX_LENGTH:
        raise OverflowError(f"a length of more than {MAX_LENGTH:,}")
    return length


def _type_names(owner: object) -> list[str]:
    return [kind.__name__ for kind in type(owner).__mro__]


def _leave(owner: Any, raised: str | None) -> bool:
    """Leaves a `with` block, in which one of the exceptions that are passed by name may have been raised."""
    error = getattr(builtins, raised)() if raised in EXCEPTIONS else None
    return bool(type(owner).__exit__(owner, type(error) if error else None, error, None))


OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        **{name: getattr(operator, name) for name in COMPARISONS},
        **{name: _two_sided(name) for name in TWO_SIDED},
        **{f"r{name}": _reflected(_two_sided(name)) for name in TWO_SIDED},
        **{f"i{name}": getattr(operator, f"i{name}") for name in IN_PLACE},
        **{name: getattr(operator, name) for name in ("neg", "pos", "abs", "invert", "contains", "index")},
        **{name: getattr(operator, name) for name in ("getitem", "setitem", "delitem")},
        **{kind.__name__: kind for kind in (bool, str, int, float, complex)},
        **{function.__name__: function for function in (repr, format, hash, round, iter, next, dir)},
        **{name: getattr(math, name) for name in ("trunc", "floor", "ceil")},
        "reversed": reversed,
        "len": _length,
        "delattr": delattr,
        "enter": lambda owner: type(owner).__enter__(owner),
        "exit": _leave,
        "isinstance": lambda owner, thing: isinstance(thing, owner),
        "issubclass": lambda owner, kind: issubclass(kind, owner),
        "types": _type_names,
    }
)
"""The operations by name; the object whose class defines the operation is the first argument."""

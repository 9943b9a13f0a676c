"""The kind of a value, whichever library made it. Trusted side; pure, and never raises on data."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.host.proxy import Proxy
from grader.host.tables import is_missing
from grader.wire.records import DataObject, EnumMember, NamedTuple

Floats = NDArray[np.float64]
Scalar = None | bool | int | float | complex | str


def plain(value: object) -> object:
    """The Python object that a NumPy scalar or 0-d array represents; anything else unchanged."""
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and value.ndim == 0):
        return value.item()
    return value


def is_integer(value: object) -> bool:
    """Whether it is an integer by its type; a bool is not."""
    found = plain(value)
    return isinstance(found, int) and not isinstance(found, bool)


def is_real(value: object) -> bool:
    """Whether it is an int or a float of any size, but not a bool."""
    return is_integer(value) or isinstance(plain(value), float)


def is_numeric(value: object) -> bool:
    """Whether it is a number, an array, or lists and tuples of nothing else."""
    if isinstance(value, list | tuple):
        return all(map(is_numeric, value))
    return isinstance(value, float | np.number | np.ndarray) or is_integer(value)


def numbers(value: object) -> Floats | None:
    """The numbers in a value as an array; None if it contains anything else, or rows of several lengths."""
    if not is_numeric(value):
        return None
    try:
        with np.errstate(all="ignore"):
            return np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return None


def as_doubles(values: NDArray[Any]) -> Floats:
    """Numbers as float64, without warnings: a float32 may be a signalling NaN, and converting one warns."""
    with np.errstate(all="ignore"):
        return values.astype(np.float64, copy=False)


def is_vector(values: Sequence[object]) -> bool:
    """Whether it holds at least one number and nothing else."""
    numbers = (isinstance(value, float | int | np.number) and not isinstance(value, bool) for value in values)
    return bool(values) and all(numbers)


def holds(value: object) -> bool:
    """Whether it is truthy; an array of several elements, a table and an object of the student's are not."""
    if isinstance(value, Proxy):
        return False
    try:
        return bool(value)
    except (ValueError, TypeError):  # of several elements, or of what pandas has for a missing scalar
        return False


def as_float(value: object) -> float:
    """A real number as a float: infinity if it is an int that is too large."""
    found = plain(value)
    try:
        return float(found)  # type: ignore[arg-type] # a number, as the caller has checked
    except OverflowError:
        return np.inf if isinstance(found, int) and found > 0 else -np.inf


def parts_of(value: object) -> Mapping[str, object]:
    """The fields of an object that consists of them, by name; empty for anything else."""
    match value:
        case DataObject():
            return value.fields
        case NamedTuple():
            return dict(zip(value._fields, value, strict=True))  # as named tuples call theirs
        case np.void():
            return {name: value[name] for name in value.dtype.names or ()}
    return {}


def agrees(value: object, expected: object) -> bool:  # noqa: PLR0911 # one line for each kind of value
    """Whether a scalar is of the kind that is expected: a bool for a bool, an int for an int, a number for a float."""
    found = plain(value)
    match expected:
        case None:
            return found is None
        case bool():
            return isinstance(found, bool)
        case str():
            return isinstance(found, str)
        case int():
            return is_integer(found)
        case float():
            return is_real(found)
        case complex():
            return is_real(found) or isinstance(found, complex)
        case EnumMember():
            return isinstance(found, EnumMember) and found.type_name == expected.type_name
        case _:
            return type(found) is type(expected)


def same(value: object, expected: object) -> bool:
    """Whether a scalar of the right kind has the right value; NaN is NaN."""
    found = plain(value)
    if is_missing(found) or is_missing(expected):
        return found is expected
    return bool(found == expected) or (found != found and expected != expected)  # noqa: PLR0124 # true of NaN alone

"""Objects that are data: their parts are attributes, and nothing that Python or NumPy obeys."""

import copy

import numpy as np
import pytest

from grader.exam import check
from grader.exam.checks.check import CheckFailedError
from grader.wire.unpacking import unpack
from grader.wire.values import Dict, Fields, Tuple, Value

KINDS = pytest.mark.parametrize("is_tuple", [False, True], ids=["data class", "named tuple"])


def received(names: tuple[str, ...], items: list[Value], *, is_tuple: bool) -> object:
    return unpack(Fields("Thing", names, items, is_tuple), lambda value: value)


@KINDS
def test_an_ordinary_part_is_an_attribute(is_tuple: bool) -> None:  # noqa: FBT001 # a parameter of the test
    assert received(("x", "_y"), [1.5, 2.5], is_tuple=is_tuple)._y == 2.5  # type: ignore[attr-defined] # a part


@KINDS
def test_no_part_can_have_numpy_read_memory(is_tuple: bool) -> None:  # noqa: FBT001 # likewise
    secret = np.arange(5.0)
    place = Tuple([secret.ctypes.data, True])
    interface = Dict([("version", 3), ("shape", Tuple([5])), ("typestr", "<f8"), ("data", place)])
    thing = received(("__array_interface__",), [interface], is_tuple=is_tuple)
    assert np.asarray(thing, dtype=object).size < secret.size


@KINDS
@pytest.mark.parametrize("name", ["__array__", "__array_interface__", "__array_struct__", "__deepcopy__"])
def test_a_field_with_the_name_of_a_method_does_not_replace_it(name: str, is_tuple: bool) -> None:  # noqa: FBT001 # likewise
    thing = received((name, "x"), [1.5, 2.5], is_tuple=is_tuple)
    assert copy.deepcopy(thing) == thing
    with pytest.raises(CheckFailedError):
        check.close(thing, [1.5, 3.5], "it")

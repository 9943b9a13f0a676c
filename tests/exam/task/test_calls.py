"""What kinds a test's arguments have is told where it chose them, and not where student code did."""

from collections.abc import Iterator
from typing import cast

import numpy as np
import pytest

from grader.exam.task.calls import MAX_LOOKED_AT, PASSED_ON, UNCLEAR, records
from grader.host.exchange import Exchange, GuestClient
from grader.host.proxy import Proxy
from grader.wire.values import Handle

MADE = np.ones((3, 5))
NESTED = [np.ones(4), (2.5, "word")]
OBJECT = Proxy(cast("GuestClient", None), Handle(7, "Secret", ""), "f", lambda _exchange: None)


def exchange(target: str, *arguments: object, returned: object = None, **more: object) -> Exchange:
    return Exchange(target, arguments, {}, None, returned, "", **more)  # type: ignore[arg-type] # as they are named


def signature(*arguments: object, before: Iterator[Exchange] | tuple[Exchange, ...] = ()) -> str:
    return records([*before, exchange("g", *arguments)])[-1].signature


def test_what_a_test_made_is_told_by_kind_and_shape() -> None:
    assert signature(MADE, 1, [0.5]) == "a float64 array of shape (3, 5), an int, a list of 1 float"


@pytest.mark.parametrize("passed", [MADE, NESTED, NESTED[0], NESTED[1], [MADE], {"a": [MADE]}, OBJECT, [OBJECT]])
@pytest.mark.parametrize(
    "before",
    [
        exchange("f", returned=(MADE, NESTED)),
        exchange("f", left=(MADE, NESTED)),
        exchange("net.weights", returned=[MADE, NESTED], read=True),
    ],
    ids=["returned", "left", "read"],
)
def test_what_student_code_made_is_not(before: Exchange, passed: object) -> None:
    """As a list, a tuple or an array, of any size: that is for this code to choose."""
    assert signature(passed, 2, before=(before,)) == f"{PASSED_ON}, an int"
    assert signature(np.copy(MADE), 2, before=(before,)) == "a float64 array of shape (3, 5), an int"


def test_a_value_too_large_to_examine_has_no_clear_signature() -> None:
    assert signature([0.0] * MAX_LOOKED_AT) == UNCLEAR


def test_reading_an_attribute_is_not_a_call() -> None:
    read = exchange("net.weights", returned=MADE, read=True)
    assert [call.target for call in records([read, exchange("g"), read])] == ["g"]

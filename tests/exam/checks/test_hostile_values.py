"""Values that are data, and yet meant to break the comparison: each is a wrong answer, and never an error of ours."""

import math
import reprlib
from collections.abc import Sequence

import numpy as np
import pytest

from grader.exam import ANALYTIC, NUMERICAL, VALUE, Tolerance, accurate, check
from grader.exam.checks.check import CheckFailedError

LONG = "x" * 1_000_000
EXPECTED: Sequence[object] = (
    1.0, np.array([1.0, 2.0]), [np.ones(2), np.ones((2, 3))], {"a": 1.0}, "word", 3,
)  # fmt: skip


@pytest.mark.parametrize(
    "actual",
    [
        1 << 3000, -(1 << 3000), [1.0, 1 << 3000], [1 << 3000, 2.0], ["", LONG] * 1000, [[LONG], [1.0]], [True, 1.0],
        [1.0, None], [1.0, [2.0]], [[[[1.0]]]], [], (), {}, [np.zeros((0, 5)), 1.0], [np.zeros(3), np.zeros(4)],
        np.zeros((0, 3)), np.array(np.inf), np.array([np.nan, np.inf]), [float("nan")] * 2, LONG, True, None, 1j,
        np.zeros(2, np.float32), np.zeros(2, np.complex128), np.zeros((2, 1)), np.zeros(2, bool), np.float16(1.0),
    ],
    ids=lambda value: reprlib.repr(value)[:30],
)  # fmt: skip
def test_a_wrong_value_of_any_kind_is_a_failed_check(actual: object) -> None:
    for expected in EXPECTED:
        compare = check.equal if isinstance(expected, str | int) else check.close
        with pytest.raises(CheckFailedError):
            compare(actual, expected, "the result")


SIGNALLING = np.array([0x7FA00000] * 2, np.uint32).view(np.float32)


@pytest.mark.parametrize("tolerance", [ANALYTIC, VALUE, NUMERICAL], ids=["analytic", "value", "numerical"])
@pytest.mark.parametrize(
    ("actual", "expected"),
    [(1e16, math.inf), (5.0, -math.inf), ([1.0, 2.0], [1.0, math.inf]), (math.inf, 1e16), (math.nan, math.inf)],
)
def test_no_finite_number_is_near_an_infinite_one(actual: object, expected: object, tolerance: Tolerance) -> None:
    with pytest.raises(CheckFailedError):
        check.close(actual, expected, "the condition number", tolerance)
    check.close(expected, expected, "the condition number", tolerance)


@pytest.mark.parametrize("actual", [SIGNALLING, [SIGNALLING[0], 1.0], SIGNALLING[0]], ids=["array", "list", "scalar"])
def test_a_nan_that_signals_is_a_wrong_value_in_silence(actual: object) -> None:
    expected = 1.0 if isinstance(actual, np.generic) else np.ones(2)
    with np.errstate(all="raise"):
        with pytest.raises(CheckFailedError):
            check.close(actual, expected, "the result")
        with pytest.raises(CheckFailedError):
            accurate(actual, expected, "the result")


def test_single_precision_is_taken_by_its_values() -> None:
    check.close(np.float32(1.0), 1.0, "the result")
    check.close(np.array([1.0, 2.0], np.float32), np.array([1.0, 2.0]), "the result")
    with pytest.raises(CheckFailedError, match="float64 array"):
        check.close(np.array([1.0, 2.0], np.float16), np.array([1.0, 2.0]), "the result")


def test_an_honest_list_of_numbers_is_an_array() -> None:
    check.close([1, np.float64(2.0)], np.array([1.0, 2.0]), "the result")
    check.close([(1.0, 2), np.array([3.0, 4.0])], np.array([[1.0, 2.0], [3.0, 4.0]]), "the result")

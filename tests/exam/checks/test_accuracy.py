"""What is right to too few digits is told what cost the others, and no value; with the numbers that students have."""

import numpy as np
import pytest

from grader.exam.checks.accuracy import accurate
from grader.exam.checks.check import CheckFailedError

Z = np.array([13.5, 14.5])
P = 1.0 / (1.0 + np.exp(-Z))
DELTA = P - 1.0
WAY_BACK = np.outer([0.3, -1.7, 2.2], DELTA[:1])


def told(actual: object, expected: object, near_zero: float = 0.0) -> str:
    with pytest.raises(CheckFailedError) as caught:
        accurate(actual, expected, "the gradient", near_zero=near_zero)
    return str(caught.value)


def test_double_precision_by_another_way_is_accurate() -> None:
    accurate(-1.0 / (1.0 + np.exp(Z)), DELTA, "the gradient")
    accurate((P - 1.0) / (P * (1.0 - P)) * (P * (1.0 - P)), DELTA, "the gradient")
    accurate([float(DELTA[0]), {"a": 2}], [DELTA[0], {"a": 2.0}], "the gradient")


@pytest.mark.parametrize(("epsilon", "called"), [(1e-8, "1e-8"), (1e-9, "1e-9"), (1e-11, "1e-11")])
def test_an_added_constant_is_called_by_its_size(epsilon: float, called: str) -> None:
    near = float(P[0] * (1.0 - P[0]))
    words = told(WAY_BACK * near / (near + epsilon), WAY_BACK, near)
    assert words == f"the gradient is off by about an added constant of {called}."


def test_single_precision_is_called_so_whatever_holds_it() -> None:
    single = P.astype(np.float32) - np.float32(1.0)
    for actual in (single, single.astype(np.float64), single.tolist()):
        assert "float32" in told(actual, DELTA)
    assert "float32" in told(np.ones(2, np.float32), np.ones(2))


def test_a_numerical_derivative_is_told_its_digits() -> None:
    noisy = WAY_BACK + 1e-11 * np.array([[1.0], [-2.0], [1.5]])
    assert "right to 4 digits here" in told(noisy, WAY_BACK, 1e-6)


def test_what_is_wrong_is_told_as_everywhere() -> None:
    assert "does not have the right values" in told(DELTA[::-1], DELTA)
    assert "All of them are zero" in told(np.zeros(2), DELTA)
    assert "NaN" in told(np.full(2, np.nan), DELTA)
    assert "should be a float64 array" in told(DELTA[:1], DELTA)

"""Numbers are offered for drawing only where a check fails and only if they are numbers."""

import numpy as np
import pytest

from grader.exam import check
from grader.exam.checks.check import CheckFailedError
from grader.model import Profile

RIGHT = [0.5, 0.25]


def profile_of(actual: object) -> Profile | None:
    with (
        pytest.raises(CheckFailedError) as caught,
        check.attach_plot(actual, RIGHT, "size", "layer"),
    ):
        check.true(condition=False, sentence="No.")
    return caught.value.profile


@pytest.mark.parametrize("actual", [[1, 2.0, 0.0], (np.float64(1), 2, 0), np.array([1.0, 2.0, 0.0])])
def test_numbers_come_along_with_a_failed_check(actual: object) -> None:
    assert profile_of(actual) == Profile(what="size", per="layer", actual=(1.0, 2.0, 0.0), expected=(0.5, 0.25))


@pytest.mark.parametrize("actual", [None, 3.0, "abc", [], [1.0], [1.0, "x"], [True, 2.0], [1.0] * 1000, [[1.0], [2.0]]])
def test_what_is_not_a_list_of_numbers_is_not_drawn(actual: object) -> None:
    assert profile_of(actual) is None


def test_nothing_happens_to_a_test_that_passes() -> None:
    with check.attach_plot([1.0, 2.0], RIGHT, "size", "layer"):
        check.close(1.0, 1.0, "one")

"""`check.growth` tells from counted steps how work grows, and takes whatever is no slower than asked for."""

import bisect
import random
from collections.abc import Callable

import pytest

from grader.exam import check
from grader.exam.checks.check import CheckFailedError
from grader.exam.checks.growth import SIZES, order_of


class Counted(int):
    """A number that counts how often numbers are compared."""

    compared = 0

    def __lt__(self, other: int) -> bool:
        Counted.compared += 1
        return int(self) < int(other)


def steps(work: Callable[[list[Counted]], object]) -> Callable[[int], int]:
    def count(size: int) -> int:
        numbers = [Counted(number) for number in random.Random(size).sample(range(10_000), size)]  # noqa: S311
        Counted.compared = 0
        work(numbers)
        return Counted.compared

    return count


def inserted(numbers: list[Counted]) -> list[Counted]:
    for place in range(1, len(numbers)):
        while place and numbers[place] < numbers[place - 1]:
            numbers[place - 1 : place + 1] = numbers[place], numbers[place - 1]
            place -= 1  # noqa: PLW2901 # as it is done
    return numbers


def merged(numbers: list[Counted]) -> list[Counted]:
    if len(numbers) < 2:
        return numbers
    left, right = merged(numbers[: len(numbers) // 2]), merged(numbers[len(numbers) // 2 :])
    return [
        (right if right and (not left or right[0] < left[0]) else left).pop(0) for _ in range(len(left) + len(right))
    ]


@pytest.mark.parametrize(
    ("work", "order"),
    [
        (sorted, "n log n"),
        (merged, "n log n"),
        (inserted, "n²"),
        (min, "n"),
        (lambda numbers: bisect.bisect(numbers, Counted(5_000)), "log n"),
        (lambda numbers: [each < other for each in numbers for other in numbers], "n²"),
        (lambda numbers: numbers[0] < numbers[1], "1"),
    ],
)
def test_the_growth_of_known_work_is_told(work: Callable[[list[Counted]], object], order: str) -> None:
    assert order_of([steps(work)(size) for size in SIZES], SIZES) == order


def test_what_grows_as_slowly_passes_and_what_grows_faster_does_not() -> None:
    check.growth(steps(sorted), steps(merged), "sort")
    check.growth(steps(merged), steps(sorted), "sort")
    check.growth(steps(min), "n log n", "least")
    for expected in (steps(sorted), "n log n"):
        with pytest.raises(CheckFailedError, match="grow faster"):
            check.growth(steps(inserted), expected, "sort")


@pytest.mark.parametrize("count", [None, -1, float("nan"), float("inf"), "many", True, [1]])
def test_what_is_not_a_count_is_a_wrong_answer(count: object) -> None:
    with pytest.raises(CheckFailedError, match="could not be counted"):
        check.growth(lambda _: count, "n", "work")
    with pytest.raises(ValueError, match="of the reference"):
        check.growth(steps(min), lambda _: count, "work")


def test_a_mistake_of_the_authors_is_told_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="is no growth: give 1, log n, n, n log n"):
        check.growth(steps(min), "n*n", "work")
    with pytest.raises(ValueError, match="three or more sizes"):
        check.growth(steps(min), "n", "work", [10, 20])

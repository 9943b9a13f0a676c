"""What a call takes is measured where it runs, and `growth` tells how that grows, in a student's guest and beside the
reference: by counted operations, processor time or memory, the same on a busy machine.
"""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from grader.exam import Exam, counted, measure
from grader.exam.checks.growth_curve import Curve, prolonged
from grader.exam.checks.measured_growth import measured_growth
from grader.model import Outcome, TestResult
from tests.support.laid_out import handed_in, lay_out

TASK = """
[[tasks]]
id = "1"
title = "Sorting"
module = "work"
names = ["sort", "total", "added"]
points = 6
feedback = "values"
"""
TESTS = """
from grader.exam import check, counted, measure

def numbers(rng):
    return lambda size: rng.permutation(size).tolist()
def test_operations(student, reference, growth, rng):
    found = growth(student.sort, reference.sort, numbers(rng))
    check.equal(found[-1].returned, list(range(256)), "the sorted numbers")
def test_seconds(student, reference, growth, rng):
    growth(student.sort, reference.sort, numbers(rng), sizes=(600, 1200, 2400), by="seconds")
def test_named_seconds(student, growth, rng):
    growth(student.sort, "n log n", numbers(rng), sizes=(600, 1200, 2400), by="seconds")
def test_seconds_beside_one_call(student, reference, growth, rng):
    inputs = lambda size: rng.normal(size=size)
    growth(student.added, reference.added, inputs, sizes=(500, 1000, 2000), by="seconds")
def test_bytes(student, reference, growth):
    growth(student.total, reference.total, lambda size: size, by="bytes")
def test_measure(student, rng):
    seen = measure(student.sort, counted([3, 1, 2]))
    check.equal(seen.returned, [1, 2, 3], "sort([3, 1, 2])")
    check.true(1 <= seen.operations < 10 and seen.seconds < 1.0 and seen.peak_bytes < 1_000_000, "It takes little.")
"""
RIGHT = """
import numpy
def sort(items): return sorted(items)
def total(n): return sum(range(n))
def added(numbers): return numpy.sum(numbers)
"""
SLOW = """
def sort(items):
    for place in range(1, len(items)):
        while place and items[place] < items[place - 1]:
            items[place - 1], items[place] = items[place], items[place - 1]
            place -= 1
    return items
def total(n): return sum(list(range(n)))
def added(numbers): return sum(sum(numbers[index:]) / (index + 1) for index in range(0, len(numbers), 4))
"""
MERGE = """
def sort(items):
    if len(items) < 2: return list(items)
    left, right = sort(items[::2]), sort(items[1::2])
    merged = []
    while left and right: merged.append((left if left[-1] > right[-1] else right).pop())
    return left + right + merged[::-1]
def total(n): return n * (n - 1) // 2
def added(numbers):
    sum_of_all = 0.0
    for number in numbers: sum_of_all += number
    return sum_of_all
"""
REFERENCE = MERGE.replace("return n * (n - 1) // 2", "return sum(range(n))") + "from numpy import sum as added\n"


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    with Exam(lay_out(tmp_path_factory.mktemp("sorting"), TASK, {"1": TESTS}, {"work": REFERENCE})) as exam:
        yield exam


def results(exam: Exam, source: str) -> dict[str, TestResult]:
    grade = exam.grade(handed_in({"work": source}))
    assert grade.problems == ()
    return {test.name: test for test in grade.tasks[0].tests}


@pytest.mark.parametrize("source", [RIGHT, MERGE])
def test_what_grows_as_the_reference_does_passes(exam: Exam, source: str) -> None:
    found = results(exam, source)
    assert {name: test.message for name, test in found.items()} == dict.fromkeys(found, "")


def test_what_grows_faster_fails_and_is_told_how(exam: Exam) -> None:
    found = results(exam, SLOW)
    failed = {name for name, test in found.items() if test.outcome is Outcome.FAILED}
    timed = {"test_seconds", "test_named_seconds", "test_seconds_beside_one_call"}
    assert failed == {"test_operations", "test_bytes", *timed}
    assert "about as n²" in found["test_operations"].message
    assert "It grows about as n²" in found["test_seconds"].message
    assert "no faster than n log n" in found["test_named_seconds"].message
    assert "faster with the size of the input than it needs" in found["test_bytes"].message
    assert "second" not in found["test_seconds"].message


def test_a_reference_too_quick_to_tell_how_it_grows_is_measured_at_larger_sizes_aside() -> None:
    """A call that takes as much for itself as for all its numbers seems to grow with none of them."""
    rng, untouched = np.random.default_rng(5), np.random.default_rng(5)
    curve = Curve((250, 500, 1000), (3e-6, 3e-6, 3e-6))
    longer = prolonged(curve, None, lambda size: rng.normal(size=size), lambda given: 3e-6 + 3e-9 * len(given))
    assert curve.power(1e-9) == pytest.approx(0.0)
    assert 0.9 < longer.power(1e-9) < 1.1
    assert rng.random() == untouched.random()


@pytest.mark.parametrize(
    ("make", "largest"),
    [
        (lambda size: np.zeros((size, size)), 1000),
        (lambda size: [0.0] * size, 64_000),
        (lambda size: "a" * size, 256_000),
    ],
)
def test_larger_sizes_end_where_there_is_no_room(make: Callable[[int], object], largest: int) -> None:
    quick, slow = (Curve((250, 500, 1000), (1e-7, 1e-7, last)) for last in (1e-7, 1.0))
    assert prolonged(quick, make(1000), make, lambda _: 1e-7).sizes[-1] == largest
    assert prolonged(slow, make(1000), make, lambda _: 1e-7).sizes == (250, 500, 1000)


def test_what_is_counted_is_what_is_done_with_it() -> None:
    assert measure(sorted, counted([2, 1])).operations == 1
    assert measure(sum, counted([1, 2, 3])).operations == 3
    assert measure(set, counted(["a", "b"])).operations == 2
    assert measure(lambda items: [items[0] < 2.0, items[1] + "b"], counted([1.5, "a"])).operations == 2
    assert measure(sorted, [3, 1, 2], key=lambda number: -number).operations == 3
    assert measure(lambda: [0] * 100_000).peak_bytes > 800_000


REACHES = (
    "import gc\ngc.unfreeze()\nfor each in gc.get_objects():\n    if type(each).__name__ == 'Measuring': each.{}\n"
)


@pytest.mark.drawn(1)
@pytest.mark.parametrize("lie", ["end = lambda: (-1, 0, 0.0)", "end = lambda: 'x'", "end = lambda: (0, 0, 1)"])
def test_a_measurement_that_is_none_ends_the_guest_and_passes_nothing(exam: Exam, lie: str) -> None:
    found = results(exam, RIGHT + REACHES.format(lie))
    assert all(test.outcome is Outcome.FAILED for test in found.values())


def test_time_is_measured_from_outside_whatever_the_guest_claims(exam: Exam) -> None:
    assert results(exam, SLOW + REACHES.format("_clock = lambda: 0.0"))["test_seconds"].outcome is Outcome.FAILED


def test_what_is_not_a_measure_is_told_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="by='time' is nothing that is measured: give operations, seconds, bytes"):
        measured_growth(sorted, "n", lambda size: [0] * size, by="time")
    with pytest.raises(ValueError, match="is no growth: give 1, log n"):
        measured_growth(sorted, "fast", lambda size: [0] * size)
    with pytest.raises(TypeError, match="counted takes numbers and texts, and not object"):
        measure(sorted, counted([object()]))

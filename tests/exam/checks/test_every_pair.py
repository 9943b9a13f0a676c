"""Every check judges every pair of values: it returns or finds something wrong, and what is right passes."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.exam import check
from grader.exam.checks.check import CheckFailedError
from grader.wire.values import Handle
from tests.support.growth import grows_linearly
from tests.support.hostile.answers import SPECIAL, AnswerMaker, proxy
from tests.support.hostile.judges import CHECKS, EXPECTED, left_as_it_was, passes, readers

OBJECTS = [proxy(Handle(1, "function"), gone=True), proxy(Handle(2, "x" * 100), gone=True)]
TRUE = [True, np.True_, np.array([True])[0], np.array([True]).reshape(())]
READERS = readers()
seeds = st.integers(0, 1 << 32)


@pytest.mark.drawn(4)
@pytest.mark.parametrize("name", CHECKS)
def test_a_check_judges_whatever_was_returned(name: str) -> None:
    for actual in (*SPECIAL, *EXPECTED, *OBJECTS):
        for expected in EXPECTED:
            passes(CHECKS[name], actual, expected)


@given(seeds, st.sampled_from(sorted(CHECKS)), st.sampled_from(range(len(EXPECTED))))
@settings(max_examples=300)
def test_a_check_answers_whatever_is_made_up(seed: int, name: str, expected: int) -> None:
    passes(CHECKS[name], AnswerMaker(seed).answer(), EXPECTED[expected])


@given(seeds)
@settings(max_examples=100)
def test_a_figure_is_read_whatever_is_in_it(seed: int) -> None:
    figure = AnswerMaker(seed).figure()
    for read in READERS.values():
        read(figure)


@pytest.mark.parametrize("before", [np.array(1.0), np.array([1.0])], ids=["number", "array"])
def test_what_a_call_left_is_judged_whatever_stands_there(before: object) -> None:
    assert passes(left_as_it_was, before, before)
    for actual in (*SPECIAL, *OBJECTS, None, 2.0, np.array([2.0])):
        assert not passes(left_as_it_was, actual, before)


@pytest.mark.parametrize("name", ["close", "equal"])
def test_what_is_expected_is_right_itself(name: str) -> None:
    assert [expected for expected in EXPECTED if not passes(CHECKS[name], expected, expected)] == []


@pytest.mark.parametrize("actual", TRUE)
def test_a_bool_is_right_where_a_bool_is_expected(actual: object) -> None:
    for expected in (True, np.True_):
        check.equal(actual, expected, "flag")
        check.close(actual, expected, "flag")
        check.equal([actual, None], [expected, None], "flags")
        check.close({"a": actual}, {"a": expected}, "flags")
    check.equal(np.array([True, False]), [True, False], "flags")


@pytest.mark.parametrize("actual", [False, 1, 1.0, np.int64(1), np.array(1), "True", None, [True], np.array([True])])
def test_anything_else_is_not_a_bool(actual: object) -> None:
    with pytest.raises(CheckFailedError):
        check.equal(actual, expected=True, what="flag")


@pytest.mark.parametrize("actual", TRUE)
def test_a_bool_is_not_a_number(actual: object) -> None:
    for judge, expected in ((check.equal, 1), (check.close, 1.0)):
        with pytest.raises(CheckFailedError):
            judge(actual, expected, "count")


@pytest.mark.parametrize("three", [3, np.int64(3), np.int8(3), np.array(3), np.array(3, np.uint8)])
def test_a_whole_number_is_one_whatever_holds_it(three: object) -> None:
    check.equal(three, 3, "count")
    check.equal([three], [3], "counts")
    check.close(three, 3.0, "number")
    check.close([three, 1.5], [3.0, 1.5], "numbers")
    check.close(np.array([3, 4]), np.array([3, 4]), "counts")
    assert check.number(three, "number") == 3.0


@pytest.mark.parametrize("wrong", [3.0, np.array(3.0), np.array([3]), [3], "3"])
def test_a_float_or_an_array_is_not_a_count(wrong: object) -> None:
    with pytest.raises(CheckFailedError):
        check.equal(wrong, 3, "count")


@pytest.mark.parametrize("actual", [[10**400, 1.0], [np.array(2), 1.0], np.array([3, 1]), [-(10**400), 0.5]])
def test_numbers_of_any_size_are_drawn(actual: object) -> None:
    with pytest.raises(CheckFailedError) as raised, check.attach_plot(actual, [1.0, 2.0], "size", "layer"):
        check.true(None, "It should hold.")
    assert raised.value.profile is not None


@pytest.mark.parametrize(
    "actual", [np.array(1.0), np.ones((2, 2)), np.array(["a", "b"]), {1: 2}, "ab", [1.0], [1j, 2.0]]
)
def test_what_is_not_a_row_of_numbers_is_not_drawn(actual: object) -> None:
    with pytest.raises(CheckFailedError) as raised, check.attach_plot(actual, [1.0, 2.0], "size", "layer"):
        check.true(None, "It should hold.")
    assert raised.value.profile is None


def test_what_cannot_be_compared_with_is_the_authors_mistake() -> None:
    with pytest.raises(TypeError, match="cannot compare with object"):
        check.equal(1.0, object(), "the result")


@pytest.mark.parametrize(
    "grown",
    [
        lambda size: [0.5] * size,
        lambda size: [[0.5, [1]] for _ in range(size)],
        lambda size: {number: [0.5] for number in range(size)},
        lambda size: ["x" * size, 1.0],
        np.ones,
        lambda size: [np.ones(3)] * size,
    ],
    ids=["list", "lists", "dict", "text", "array", "arrays"],
)
@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.drawn(2, kind=lambda name: name)
def test_a_check_takes_linear_time(name: str, grown: Callable[[int], object]) -> None:
    def judged(size: int) -> Callable[[], object]:
        actual = grown(size)
        return lambda: [passes(CHECKS[name], actual, expected) for expected in EXPECTED[::9]]

    assert grows_linearly(judged, 20)

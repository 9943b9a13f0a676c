"""Whatever a guest writes on the wire is a wrong answer: no error of the exam, and no score. 1,700 frames in all;
tests/benchmarks/fuzz_wire.py sends 100,000 and looks at the memory too.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model import Outcome
from grader.wire.callbacks import CallBack
from grader.wire.messages import Returned
from grader.wire.values import Array, Dict, Handle, List, Scalar, Tuple, Value, encode
from tests.support.hostile.fake_guest import SECRET, TESTS, HiddenTest, a_number, examine, expected_id
from tests.support.hostile.frames import FrameMaker, framed

FRAMES_EACH = 250
scalars = st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 63) - 1) | st.floats() | st.text(max_size=20)
arrays = st.builds(
    Array,
    st.sampled_from(["<f8", "<i8", "|b1", "<c16", "|O", "<f2", ""]),
    st.lists(st.integers(-1, 4) | st.integers(0, 1 << 63), max_size=9).map(tuple),
    st.binary(max_size=64),
)
leaves = (
    scalars
    | arrays
    | st.builds(Scalar, st.just("<f8"), st.binary(max_size=16))
    | st.builds(Handle, st.integers(-5, 5), st.text(max_size=9), st.text(max_size=9))
)
values: st.SearchStrategy[Value] = st.recursive(
    leaves,
    lambda inner: (
        st.builds(List, st.lists(inner, max_size=4))
        | st.builds(Tuple, st.lists(inner, max_size=4))
        | st.builds(Dict, st.lists(st.tuples(scalars, inner), max_size=4))
    ),
    max_leaves=12,
)
many = settings(max_examples=150)


@given(st.sampled_from(TESTS), values, st.lists(values, max_size=2))
@many
def test_no_typed_answer_is_more_than_a_wrong_one(test: HiddenTest, value: Value, arguments: list[Value]) -> None:
    content = framed(encode(Returned(id=expected_id(test), value=value, arguments=arguments)))
    assert examine(content, test).outcome is Outcome.FAILED


@given(st.sampled_from(TESTS), st.integers(-2, 3), st.integers(-2, 3), values, st.integers(1, 3))
@many
def test_no_call_of_a_function_that_was_not_handed_over_is_more(
    test: HiddenTest, request_id: int, function: int, value: Value, times: int
) -> None:
    asked = CallBack(id=request_id, function=function, arguments=[value], keywords={"x": value})
    assert examine(framed(encode(asked)) * times, test).outcome is Outcome.FAILED


@given(st.sampled_from(TESTS), st.binary(max_size=200), st.booleans())
@many
def test_no_bytes_are_more_than_a_wrong_answer(test: HiddenTest, content: bytes, as_frame: bool) -> None:  # noqa: FBT001
    content = framed(content) if as_frame else content
    assert examine(content, test).outcome is Outcome.FAILED


@pytest.mark.parametrize("seed", range(5))
def test_no_made_up_or_mutated_frame_is_more_than_a_wrong_answer(seed: int) -> None:
    maker = FrameMaker(seed)
    for number in range(FRAMES_EACH):
        test = TESTS[number % len(TESTS)]
        frame = maker.frame(expected_id(test))
        verdict = examine(frame, test)
        assert verdict.outcome is Outcome.FAILED, (number, frame)


def test_the_right_answer_passes() -> None:
    assert examine(framed(encode(Returned(id=2, value=SECRET))), a_number).outcome is Outcome.PASSED

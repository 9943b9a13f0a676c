"""How much a report can carry is counted from above: no check and no call says more than is counted for it."""

import builtins
from collections.abc import Iterator

import pytest

from grader.exam import check
from grader.exam.checks.check import CheckFailedError
from grader.exam.checks.message_count import CALL_MESSAGES, CATEGORY_MESSAGES, SHAPE_MESSAGES, counting_messages
from grader.exam.judging.verdict import judge
from grader.host.failures import CallFailedError
from grader.host.process import _death
from grader.host.replies import CallFailure
from grader.model import CallStatus, FeedbackLevel
from grader.wire.messages import TracebackFrame
from tests.exam.wording.test_relation import MATRIX, hostile

REASONS = {
    CallStatus.TIMED_OUT: ("it took more than 3 s", "the 9 s for the whole task ran out"),
    CallStatus.PROTOCOL: ("its answer could not be read", "it answered out of turn"),
    CallStatus.MISSING: ("there is no double", "double should be something to call, and is data"),
    CallStatus.OUT_OF_MEMORY: ("it ran out of memory",),
}


def failures() -> Iterator[CallFailure]:
    """What a guest can make of a call."""
    for signal in range(65):
        call_status, reason = _death(signal)
        yield CallFailure(call_status=call_status, reason=reason)
    for call_status, reasons in REASONS.items():
        yield from (CallFailure(call_status=call_status, reason=reason) for reason in reasons)
    exceptions = vars(builtins).values()
    names = {each.__name__ for each in exceptions if isinstance(each, type) and issubclass(each, BaseException)}
    for name in (*names, *(f"E{number}" for number in range(200)), "TypeError", "NotImplementedError"):
        for line in (1, 2, 3):
            frames = (TracebackFrame("mod.py", line, "f", f"line {line}"),)
            yield CallFailure(
                call_status=CallStatus.RAISED, reason="it raised", type_names=(name,), message=name, frames=frames
            )


@pytest.mark.parametrize("signature_mismatch", ["", "It cannot take what the task calls it with."])
def test_a_call_says_no_more_than_is_counted_for_it(signature_mismatch: str) -> None:
    said = {
        tuple(
            part.text
            for part in judge(CallFailedError(failure), signature_mismatch).findings
            if FeedbackLevel.SHAPE.allows(part.level)
        )
        for failure in failures()
    }
    assert 10 < len(said) < CALL_MESSAGES
    everything = {judge(CallFailedError(failure)).findings for failure in failures()}
    assert len(everything) > 200, "where inputs may be shown each is told"


@pytest.mark.parametrize(
    ("level", "most"), [(FeedbackLevel.CATEGORY, CATEGORY_MESSAGES), (FeedbackLevel.SHAPE, SHAPE_MESSAGES)]
)
def test_a_check_says_no_more_than_is_counted_for_it(level: FeedbackLevel, most: int) -> None:
    said = set()
    for actual in hostile():
        with counting_messages(lambda: ()) as message_count:
            try:
                check.close(actual, MATRIX, "the result")
            except CheckFailedError as error:
                said.add(tuple(part.text for part in error.findings if level.allows(part.level)))
            assert getattr(message_count, f"at_{level}") == most
    assert 1 < len(said) <= most


def test_what_a_student_cannot_tell_apart_is_counted_once() -> None:
    asked = iter(("f", "f", "g", "f"))
    with counting_messages(lambda: next(asked)) as message_count:
        for what in ("x", "x", "x", "y"):
            check.number(1.0, what)
    assert message_count.at_shape == 3 * SHAPE_MESSAGES
    check.number(1.0, "x")
    assert message_count.at_shape == 3 * SHAPE_MESSAGES, "nothing is counted outside"

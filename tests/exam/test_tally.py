"""How much a report can carry is counted from above: no check and no call says more than is counted for it."""

import builtins
from collections.abc import Iterator

import pytest

from grader.exam import check
from grader.exam.check import CheckFailedError
from grader.exam.tally import AT_CATEGORY, AT_SHAPE, OF_A_CALL, counting
from grader.exam.verdict import judge
from grader.host.guest import CallFailedError
from grader.host.process import _death
from grader.host.replies import CallFailure
from grader.model import Budget, Ending
from grader.wire.messages import Frame
from tests.exam.test_relation import MATRIX, hostile

REASONS = {
    Ending.TIMED_OUT: ("it took more than 3 s", "the 9 s for the whole task ran out"),
    Ending.PROTOCOL: ("its answer could not be read", "it answered out of turn"),
    Ending.MISSING: ("there is no double", "double should be something to call, and is data"),
    Ending.OUT_OF_MEMORY: ("it ran out of memory",),
}


def failures() -> Iterator[CallFailure]:
    """What a guest can make of a call."""
    for signal in range(65):
        ending, reason = _death(signal)
        yield CallFailure(ending=ending, reason=reason)
    for ending, reasons in REASONS.items():
        yield from (CallFailure(ending=ending, reason=reason) for reason in reasons)
    exceptions = vars(builtins).values()
    names = {each.__name__ for each in exceptions if isinstance(each, type) and issubclass(each, BaseException)}
    for name in (*names, *(f"E{number}" for number in range(200)), "TypeError", "NotImplementedError"):
        for line in (1, 2, 3):
            frames = (Frame("mod.py", line, "f", f"line {line}"),)
            yield CallFailure(ending=Ending.RAISED, reason="it raised", type_names=(name,), message=name, frames=frames)


@pytest.mark.parametrize("misfit", ["", "It cannot take what the task calls it with."])
def test_a_call_says_no_more_than_is_counted_for_it(misfit: str) -> None:
    said = {
        tuple(part.text for part in judge(CallFailedError(failure), misfit).parts if Budget.SHAPE.allows(part.level))
        for failure in failures()
    }
    assert 10 < len(said) < OF_A_CALL
    everything = {judge(CallFailedError(failure)).parts for failure in failures()}
    assert len(everything) > 200, "where inputs may be shown each is told"


@pytest.mark.parametrize(("level", "most"), [(Budget.CATEGORY, AT_CATEGORY), (Budget.SHAPE, AT_SHAPE)])
def test_a_check_says_no_more_than_is_counted_for_it(level: Budget, most: int) -> None:
    said = set()
    for actual in hostile():
        with counting(lambda: ()) as tally:
            try:
                check.close(actual, MATRIX, "the result")
            except CheckFailedError as error:
                said.add(tuple(part.text for part in error.parts if level.allows(part.level)))
            assert getattr(tally, f"at_{level}") == most
    assert 1 < len(said) <= most


def test_what_a_student_cannot_tell_apart_is_counted_once() -> None:
    asked = iter(("f", "f", "g", "f"))
    with counting(lambda: next(asked)) as tally:
        for what in ("x", "x", "x", "y"):
            check.number(1.0, what)
    assert tally.at_shape == 3 * AT_SHAPE
    check.number(1.0, "x")
    assert tally.at_shape == 3 * AT_SHAPE, "nothing is counted outside"

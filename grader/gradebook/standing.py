"""What counts of a grade: tests that were dropped, points that were adjusted, and what being late costs. Trusted; pure.

What the tests found stays as it is kept; this is made from it anew each time, so that it outlives every regrading.
"""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from grader.assignment import LatePolicy
from grader.gradebook.late import is_late, late_change
from grader.gradebook.store.reading import Adjustment, DroppedTest, Member
from grader.intake import HandIn
from grader.model import CallStatus, Evidence, Grade, Outcome, ScoreChange, SubmissionResult, TaskResult, TestResult

DROPPED = "This test does not count, and everybody has its points: "
_DIGITS = 6  # as many as grades have


class Rules(Struct, frozen=True, kw_only=True):
    """What changes grades of a class after grading.

    Attributes:
        dropped: Tests that no longer count: everybody has their points.
        adjustments: Points that were given or taken, with their reasons.
        late: What being late costs.
        hand_ins: When each work was handed in.
        roster: Who handed it in.
    """

    dropped: tuple[DroppedTest, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    late: LatePolicy | None = None
    hand_ins: Mapping[str, HandIn] = {}
    roster: Mapping[str, Member] = {}

    def standing(self, grade: Grade) -> Grade:
        """The grade as it counts."""
        rescored = _without(grade, {each.test: each.reason for each in self.dropped})
        if rescored.withheld:
            return rescored
        changes = [_change(each) for each in self.adjustments if each.submission == grade.submission]
        score = max(0.0, _rounded(rescored.score + sum(change.points for change in changes)))
        if late := self._late(rescored, score):
            changes.append(late)
            score = max(0.0, _rounded(score + late.points))
        return replace(rescored, changes=tuple(changes), final_score=score) if changes else rescored

    def standing_result(self, result: SubmissionResult) -> SubmissionResult:
        """The same of what may be no grade."""
        return self.standing(result) if isinstance(result, Grade) else result

    def late_ones(self) -> frozenset[str]:
        """Who was late, by the policy or, where there is none, by what the platform says."""
        return frozenset(name for name, hand_in in self.hand_ins.items() if self._is_late(name, hand_in))

    def _is_late(self, submission: str, hand_in: HandIn) -> bool:
        if self.late is None or hand_in.at is None:
            return hand_in.late
        return is_late(self.late, hand_in, self._keys(submission))

    def _keys(self, submission: str) -> tuple[str, ...]:
        """What a student is known by, for an extension."""
        member = self.roster.get(submission)
        who = (member.student.login, member.student.email, member.student.number) if member else ()
        return (submission, *filter(None, who))

    def _late(self, grade: Grade, score: float) -> ScoreChange | None:
        hand_in = self.hand_ins.get(grade.submission)
        if self.late is None or hand_in is None:
            return None
        return late_change(self.late, hand_in, score, grade.max_score, self._keys(grade.submission))


def encode_policy(policy: LatePolicy | None) -> str:
    """A late policy as the record keeps it."""
    return "" if policy is None else msgspec.json.encode(policy).decode()


def decode_policy(text: str) -> LatePolicy | None:
    """The same back."""
    return msgspec.json.decode(text, type=LatePolicy) if text else None


def _change(adjustment: Adjustment) -> ScoreChange:
    return ScoreChange(adjustment.points, adjustment.reason, adjustment.task, adjustment.comment)


def _without(grade: Grade, dropped: Mapping[str, str]) -> Grade:
    """The grade with the points of dropped tests, by names as grades have them."""
    if not dropped:
        return grade
    tasks = tuple(_task_without(task, dropped) for task in grade.tasks)
    return replace(grade, tasks=tasks, score=_total(tasks))


def _task_without(task: TaskResult, dropped: Mapping[str, str]) -> TaskResult:
    if not any(test.name in dropped for test in task.tests):
        return task
    tests = tuple(_given(test, dropped[test.name]) if test.name in dropped else test for test in task.tests)
    whole = all(test.score >= test.max_score for test in tests)
    gained = sum(test.score for test in tests) - sum(test.score for test in task.tests)
    return replace(task, tests=tests, score=task.max_score if whole else _rounded(task.score + gained))


def _given(test: TestResult, reason: str) -> TestResult:
    """A test that everybody has, with nothing left of what it found."""
    return replace(
        test,
        outcome=Outcome.PASSED,
        call_status=CallStatus.RETURNED,
        score=test.max_score,
        message=f"{DROPPED}{reason}",
        misconception=None,
        further_misconceptions=(),
        follows="",
        evidence=Evidence(),
    )


def _total(tasks: Sequence[TaskResult]) -> float:
    return _rounded(sum(task.score for task in tasks))


def _rounded(points: float) -> float:
    return round(points, _DIGITS)

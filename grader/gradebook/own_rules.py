"""What changes one grade after grading: dropped tests, adjusted points, and the penalty for lateness.

Trusted side; pure. It is sent to workers, and so knows no store.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from grader.assignment import LatePolicy
from grader.gradebook.late import late_change
from grader.intake import HandInTime
from grader.model import CallStatus, Evidence, Grade, Outcome, ScoreChange, TaskResult, TestResult

DROPPED = "This test does not count, and everybody has its points: "
_DIGITS = 6  # as many as grades have


class OwnRules(Struct, frozen=True):
    """What changes the grade of one submission.

    Attributes:
        dropped: Tests that no longer count, and why.
        adjustments: Points that were added or deducted, with their reasons.
        late: The penalty for lateness.
        hand_in: When the work was handed in.
        keys: The names and ids of its student, for an extension.
    """

    dropped: Mapping[str, str] = {}
    adjustments: tuple[ScoreChange, ...] = ()
    late: LatePolicy | None = None
    hand_in: HandInTime | None = None
    keys: tuple[str, ...] = ()

    def standing(self, grade: Grade) -> Grade:
        """The grade as it counts."""
        rescored = _without(grade, self.dropped)
        if rescored.withheld:
            return rescored
        changes = list(self.adjustments)
        score = max(0.0, _rounded(rescored.score + sum(change.points for change in changes)))
        if late := self._late(rescored, score):
            changes.append(late)
            score = max(0.0, _rounded(score + late.points))
        return replace(rescored, changes=tuple(changes), final_score=score) if changes else rescored

    def _late(self, grade: Grade, score: float) -> ScoreChange | None:
        if self.late is None or self.hand_in is None:
            return None
        return late_change(self.late, self.hand_in, score, grade.max_score, self.keys)


NO_RULES = OwnRules()


def _without(grade: Grade, dropped: Mapping[str, str]) -> Grade:
    """The grade with the points of dropped tests, given by their names in grades."""
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
    """A test that everybody passes, without its findings."""
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

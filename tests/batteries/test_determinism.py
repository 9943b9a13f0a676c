"""The same submission gets the same grade: to the byte with one seed, to the point with any other."""

from collections.abc import Callable

import msgspec
import pytest

from grader.assignment import Assignment
from grader.exam import Exam
from grader.model import Grade, Submission
from tests.support.draw import Draw
from tests.support.standing import own_zygotes

Sample = Callable[[str], Submission]
QUICK_TASKS = ("1.1", "3.1")
"""Without figures, and with a mistake in one of them. All tasks under 20 seeds are in `grader audit`."""


def outcomes(grade: Grade) -> list[tuple[str, str, float]]:
    return [(test.name, test.outcome.value, test.score) for task in grade.tasks for test in task.tests]


def test_the_same_submission_again_and_again_gives_identical_bytes(bundled_exam: Exam, sample: Sample) -> None:
    work = sample("ben-two-mistakes")
    grades = {msgspec.json.encode(bundled_exam.grade(work, QUICK_TASKS)) for _ in range(3)}
    assert len(grades) == 1


def test_another_process_and_another_order_give_the_same_bytes(
    assignment: Assignment, bundled_exam: Exam, sample: Sample, draw: Draw
) -> None:
    """Two exams, in a task with a mistake and one that is drawn; the second grades something else in between."""
    work, other = sample("ben-two-mistakes"), sample("ada-perfect")
    tasks = {"3.1", *(task.id for task in draw.few(assignment.tasks, 1, lambda _: ""))}
    first = msgspec.json.encode(bundled_exam.grade(work, tasks))
    with own_zygotes(), Exam(assignment) as exam:
        exam.grade(other, ("1.1",))
        second = msgspec.json.encode(exam.grade(work, tasks))
    assert first == second


def test_another_seed_gives_other_inputs_and_the_same_scores(
    assignment: Assignment, bundled_exam: Exam, sample: Sample
) -> None:
    work = sample("ben-two-mistakes")
    with Exam(assignment, seed="another") as exam:
        grades = [each.grade(work, QUICK_TASKS) for each in (bundled_exam, exam)]
    assert len({tuple(outcomes(grade)) for grade in grades}) == 1
    assert 0 < grades[0].score < grades[0].max_score
    seen = {msgspec.json.encode([test.evidence for test in grade.tasks[1].tests]) for grade in grades}
    assert len(seen) == len(grades), "what the failed tests saw comes from the seed"


@pytest.mark.parametrize("name,ids", [("ben-two-mistakes", {"2.1", "3.1"}), ("ada-perfect", set())])
def test_a_sample_is_told_what_its_mistakes_are(bundled_exam: Exam, sample: Sample, name: str, ids: set[str]) -> None:
    grade = bundled_exam.grade(sample(name), ("2.1", "3.1"))
    told = {task.id: {test.misconception.id for test in task.tests if test.misconception} for task in grade.tasks}
    assert {id_ for id_, names in told.items() if names} == ids
    assert all(len(names) <= 1 for names in told.values())

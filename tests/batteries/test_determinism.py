"""The same submission gets the same grade: to the byte with one seed, to the point with any other."""

from collections.abc import Callable

import msgspec
import pytest

from grader.assignment import Assignment
from grader.exam import Exam
from grader.intake import read_submission
from grader.model import Grade, Submission
from tests.support.draw import Draw
from tests.support.samples import lay_out
from tests.support.standing import own_zygotes

Sample = Callable[[str], Submission]
NAME = "ben-two-mistakes"
QUICK_TASKS = ("1.1", "3.1")
"""Without figures, and with a mistake in one of them. All tasks under 20 seeds are in `grader audit`."""


def outcomes(grade: Grade) -> list[tuple[str, str, float]]:
    return [(test.name, test.outcome.value, test.score) for task in grade.tasks for test in task.tests]


@pytest.fixture(scope="module")
def ben(assignment: Assignment, bundled_exam: Exam, tmp_path_factory: pytest.TempPathFactory) -> Grade:
    """The grade of the sample with two mistakes."""
    folder = lay_out(NAME, tmp_path_factory.mktemp("ben") / NAME)
    return bundled_exam.grade(read_submission(folder, assignment, submission_id=NAME), QUICK_TASKS)


def test_the_same_submission_again_and_again_gives_identical_bytes(
    bundled_exam: Exam, sample: Sample, ben: Grade
) -> None:
    work = sample(NAME)
    again = [bundled_exam.grade(work, QUICK_TASKS) for _ in range(2)]
    assert {msgspec.json.encode(each) for each in again} == {msgspec.json.encode(ben)}


def test_another_process_and_another_order_give_the_same_bytes(
    assignment: Assignment, bundled_exam: Exam, sample: Sample, draw: Draw
) -> None:
    """Two exams, in a task with a mistake and one that is drawn; the second grades something else in between."""
    work, other = sample(NAME), sample("ada-perfect")
    tasks = {"3.1", *(task.id for task in draw.few(assignment.tasks, 1, lambda _: ""))}
    first = msgspec.json.encode(bundled_exam.grade(work, tasks))
    with own_zygotes(), Exam(assignment) as exam:
        exam.grade(other, ("1.1",))
        second = msgspec.json.encode(exam.grade(work, tasks))
    assert first == second


def test_another_seed_gives_other_inputs_and_the_same_scores(
    assignment: Assignment, sample: Sample, ben: Grade
) -> None:
    with Exam(assignment, seed="another") as exam:
        grades = [ben, exam.grade(sample(NAME), QUICK_TASKS)]
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

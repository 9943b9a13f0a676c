"""Thirty mistakes of people's first weeks, and what `grader check` and `grader grade` say of each, beside each other.

`GOLDEN=write` in the environment writes the texts anew; read the difference as a novice would before you keep it.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.exam import Exam
from grader.exam.public.checker import differences_told
from grader.exam.public.public_tests import PublicTestRunner
from grader.feedback.causes import Cause, Sentences, find_causes
from grader.feedback.view import for_student
from grader.intake import read_submission
from grader.model import TaskResult
from tests.support.first_assignment import RIGHT, lay_out_first
from tests.support.novices import MISTAKES, hand_in

GOLDEN = Path(__file__).parent / "novices"
OF_NO_USE_TO_A_NOVICE = (
    *(
        "Traceback",
        "NoneType' is not iterable. It",
        "SystemExit: None",
        "CheckFailed",
        "CallFailed",
        "Proxy",
        "_pytest",
    ),
    *("of the assignment here:", "another object", "None type"),
)


class Course(NamedTuple):
    """What checks and what grades."""

    assignment: Assignment
    tests: PublicTestRunner
    exam: Exam

    def told(self, work: Path) -> str:
        """What a student reads of their work, first of a check and then of its grade."""
        try:
            submission = read_submission(work, self.assignment)
        except SubmissionError as error:
            return f"check and grade\n  {error}\n"
        check = differences_told(self.tests.check(submission), self.assignment, submission)
        grade = for_student(self.exam.grade(submission))
        return f"check\n{_told(check.tasks, check.notes)}\ngrade\n{_told(grade.tasks, grade.notes)}"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    assignment = lay_out_first(tmp_path_factory.mktemp("course"))
    with PublicTestRunner(assignment) as tests, Exam(assignment) as exam:
        yield Course(assignment, tests, exam)


@pytest.mark.drawn(10)
@pytest.mark.parametrize("name", MISTAKES)
def test_a_novice_reads_of_a_mistake_what_was_agreed(course: Course, name: str, tmp_path: Path) -> None:
    found, file = course.told(hand_in(MISTAKES[name], tmp_path / "work")), GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")
    assert not [word for word in OF_NO_USE_TO_A_NOVICE if word in found]
    said = re.findall(r"^  \S.*$", found, re.MULTILINE)
    assert said, "a mistake that nothing is said of is none"


def test_right_work_is_told_nothing(course: Course, tmp_path: Path) -> None:
    work = hand_in({f"{module}.py": source for module, source in RIGHT.items()}, tmp_path / "work")
    assert course.told(work) == "check\n\ngrade\n"


def test_every_kept_text_belongs_to_a_mistake() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(MISTAKES)
    assert len(MISTAKES) >= 24


def _told(tasks: tuple[TaskResult, ...], notes: tuple[str, ...]) -> str:
    causes = ((task, cause) for task in tasks for cause in find_causes(task.tests))
    lines = [line for task, cause in causes for line in _of_cause(task, cause)]
    return "".join(f"  {line}\n" for line in (*lines, *(f"Note: {note}" for note in notes)))


def _of_cause(task: TaskResult, cause: Cause) -> Iterator[str]:
    yield f"{task.title}: {', '.join(cause.titles)}"
    yield from (f"  {line}" for line in _plain(cause.message))
    for test in cause.tests:
        own = _plain(test.message)
        if own:
            yield f"  ({test.title})"
            yield from (f"    {line}" for line in own)


def _plain(sentences: Sentences) -> list[str]:
    return ["".join(f"`{span.text}`" if span.code else span.text for span in line) for line in sentences]

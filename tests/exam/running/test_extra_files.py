"""Files that a task asks for beside its module: hidden tests read them, and whoever forgot one is told."""

from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.errors import AssignmentError
from grader.exam import Exam
from grader.hand_in.pack import pack_work
from grader.intake import read_submission
from grader.model import Outcome
from tests.support.laid_out import lay_out

MANIFEST = """
[[tasks]]
id = "1"
title = "Shares"
module = "shares"
names = ["share"]
extra_files = ["answers.csv"]
points = 1
"""
TEST = """
from grader.exam import check, read_file
def test_answers(student, reference):
    check.text(read_file(student, "answers.csv"), "a,1\\nb,2\\n", "answers.csv")
    check.equal(student.share("b"), 2, "share('b')")
"""
WORK = """
def share(name):
    return int(dict(line.split(",") for line in open("answers.csv").read().split())[name])
"""


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return lay_out(tmp_path_factory.mktemp("course"), MANIFEST, {"1": TEST}, {"shares": WORK})


def work(folder: Path, answers: str | None) -> Path:
    (folder / "shares.py").write_text(WORK)
    if answers is not None:
        (folder / "answers.csv").write_text(answers)
    return folder


@pytest.mark.parametrize(
    ("answers", "outcome"), [("a,1\nb,2\n", Outcome.PASSED), ("a,1\nb,3\n", Outcome.FAILED), (None, Outcome.FAILED)]
)
def test_a_hidden_test_reads_what_was_handed_in(
    assignment: Assignment, tmp_path: Path, answers: str | None, outcome: Outcome
) -> None:
    submission = read_submission(work(tmp_path, answers), assignment)
    with Exam(assignment) as exam:
        grade = exam.grade(submission)
    assert [(test.outcome, grade.withheld) for task in grade.tasks for test in task.tests] == [(outcome, False)]
    missing = "answers.csv, which task 1 asks for, is not among the files."
    assert (missing in grade.notes) == (answers is None)


def test_it_is_packed(assignment: Assignment, tmp_path: Path) -> None:
    assert set(pack_work(work(tmp_path, "a,1\n"), assignment).files) == {"answers.csv", "shares.py"}


@pytest.mark.parametrize("name", ["shares.py", "small.ipynb", "data/answers.csv", ""])
def test_what_is_handed_in_anyway_or_lies_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    manifest = MANIFEST.replace("answers.csv", name)
    with pytest.raises(AssignmentError, match="name a file without its folder"):
        load_assignment(lay_out(tmp_path, manifest, {"1": TEST}, {"shares": WORK}).folder)

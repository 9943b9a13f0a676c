"""`grader new --kind`: whatever kind of assignment is begun, right work gets everything and stubs get nothing."""

from pathlib import Path
from typing import get_args

import pytest

from grader.assignment import load_assignment
from grader.audit.author_run import AuthorRun
from grader.cli.launch import run
from grader.cli.new import Kind
from grader.errors import UsageError
from grader.exam import Exam
from grader.exam.diagnosis.misconceptions import load_misconceptions
from grader.handout.scaffold import KINDS, begin_assignment
from grader.intake import read_submission
from tests.support.laid_out import handed_in

OTHERS = [kind for kind in KINDS if kind != "numpy"]
"""At that kind tests/cli/test_new.py looks from all sides, and tests/test_api.py audits it."""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an assignment of each kind."""
    folder = tmp_path_factory.mktemp("course")
    for kind in OTHERS:
        begin_assignment(f"first_{kind}", None, folder, kind)
    return folder


def test_a_kind_is_chosen_by_its_name() -> None:
    assert get_args(Kind) == KINDS


def test_no_other_kind_is_begun(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="'pandas' is no kind of assignment: choose one of numpy, python"):
        begin_assignment("steps", None, tmp_path, "pandas")
    with pytest.raises(SystemExit):
        run(["new", "steps", "--kind", "pandas", "--into", str(tmp_path)])
    assert "numpy" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", OTHERS)
def test_right_work_gets_everything_and_stubs_nothing(course: Path, kind: str) -> None:
    tried = list(AuthorRun(load_assignment(course / "assignments" / f"first_{kind}")))
    assert [fault for each in tried for fault in each.faults] == []
    assert [each.score for each in tried] == [10, 0, 10], "the reference, the stubs and another right solution"


@pytest.mark.parametrize("kind", OTHERS)
def test_the_known_mistake_is_named_and_the_notebook_is_right(course: Path, kind: str) -> None:
    assignment = load_assignment(course / "assignments" / f"first_{kind}")
    reference = {task.module: (assignment.solution / f"{task.module}.py").read_text() for task in assignment.tasks}
    (mistake,) = load_misconceptions(assignment)
    made = handed_in({**reference, mistake.task.module: mistake.source})
    with Exam(assignment) as exam:
        found = exam.grade(made)
        right = exam.grade(read_submission(assignment.solution / assignment.manifest.notebook, assignment))
    named = {
        test.misconception and test.misconception.id for task in found.tasks for test in task.tests if test.message
    }
    assert named == {mistake.misconception.id}
    assert 5 <= found.score < 10
    assert right.score == 10


@pytest.mark.drawn(1)
@pytest.mark.parametrize("kind", OTHERS)
def test_its_hidden_tests_hold_an_audit(course: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    folder = course / "assignments" / f"first_{kind}"
    assert run(["notebook", "--check", "--assignment", str(folder)]) == 0
    code = run(["audit", "--quick", "--workers", "1", "--assignment", str(folder)])
    assert code == 0, capsys.readouterr().out

"""`grader check` on samples of work for the real handout, where no solution is to be found."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.cli.check_terminal import show_check
from grader.exam.public.public_tests import PublicTestRunner
from grader.intake import read_submission
from grader.model import CheckResult
from tests.support.loading import HANDOUT, SAMPLES
from tests.support.samples import copy_sources, lay_out


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's copy of the real handout, where no solution is to be found."""
    folder = tmp_path_factory.mktemp("student") / "homework" / "multilayer_chain_rule"
    shutil.copytree(HANDOUT, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def check(student: Path) -> Iterator[Callable[[Path], CheckResult]]:
    """Checks work on the real assignment; all with one zygote."""
    assignment = load_assignment(student, solved=False)
    assert not assignment.solution.exists()
    with PublicTestRunner(assignment) as tests:
        yield lambda work: tests.check(read_submission(work, assignment))


def said_of(found: CheckResult, capsys: pytest.CaptureFixture[str]) -> str:
    show_check(found, None)
    return capsys.readouterr().out


def in_place(student: Path, tmp_path: Path, sample: str) -> Path:
    """A copy of the handout in which the work of a sample has been done."""
    work = tmp_path / student.name
    shutil.copytree(student, work)
    copy_sources(lay_out(sample, tmp_path / "sample"), work)
    return work


def in_a_notebook(student: Path, tmp_path: Path) -> Path:
    """The same in which it has been done in the notebook, beside the untouched stubs."""
    work = Path(shutil.copytree(student, tmp_path / student.name))
    return Path(shutil.copytree(SAMPLES / "gil-notebook", work, dirs_exist_ok=True))


PERFECT: dict[str, Callable[[Path, Path], Path]] = {
    "modules alone": lambda _, tmp_path: lay_out("ada-perfect", tmp_path / "ada"),
    "modules in the handout": lambda student, tmp_path: in_place(student, tmp_path, "ada-perfect"),
    "a notebook alone": lambda _, tmp_path: Path(shutil.copytree(SAMPLES / "gil-notebook", tmp_path / "gil")),
    "a notebook in the handout": in_a_notebook,
}


@pytest.mark.drawn(1)
@pytest.mark.parametrize("form", PERFECT)
def test_perfect_work_passes_all(
    check: Callable[[Path], CheckResult], student: Path, tmp_path: Path, form: str
) -> None:
    found = check(PERFECT[form](student, tmp_path))
    assert (found.passed, len(found.tests)) == (77, 77)
    assert "notebook" in form or found.notes == ()


@pytest.fixture(scope="module")
def stubs(check: Callable[[Path], CheckResult], student: Path) -> CheckResult:
    """The check of the handout as it was handed out."""
    return check(student)


def test_stubs_are_not_written_yet_and_nothing_is_wrong(stubs: CheckResult) -> None:
    assert [test for test in stubs.tests if not test.unwritten] == []
    assert stubs.notes == ()


def test_two_mistakes_are_told_with_the_words_of_the_tests(
    check: Callable[[Path], CheckResult], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = said_of(check(lay_out("ben-two-mistakes", tmp_path / "ben")), capsys)
    assert "72 of 77 public tests passed" in said
    assert "decay_ratio should be 0.002 / 0.5 = 0.004, not 250.0." in said
    assert "the weight gradients should be [1.0, 0.25], not [0.94" in said
    assert not re.search(r"Traceback|_pytest|approx\(", said)

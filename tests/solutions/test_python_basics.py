"""The first-semester assignment: right work of any style gets everything, and each mistake costs its own tests."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.exam import Exam
from grader.exam.diagnosis.misconceptions import load_misconceptions
from grader.handout import handout_notebook, reference_notebook
from grader.handout.lesson import anchor
from grader.intake import read_submission
from grader.intake.belonging import assignment_of
from grader.model import Grade, TestResult
from tests.support.laid_out import handed_in
from tests.support.loading import ROOT

ASSIGNMENT = load_assignment(ROOT / "assignments" / "python_basics")
README = (ASSIGNMENT.folder / "README.md").read_text("utf-8")
REFERENCE = {task.module: (ASSIGNMENT.solution / f"{task.module}.py").read_text() for task in ASSIGNMENT.tasks}
MISTAKES = {entry.misconception.id: entry for entry in load_misconceptions(ASSIGNMENT)}
RIGHT = [*sorted((ASSIGNMENT.solution / "alternatives").iterdir()), ASSIGNMENT.solution / ASSIGNMENT.manifest.notebook]


@pytest.fixture(scope="module")
def exam() -> Iterator[Exam]:
    with Exam(ASSIGNMENT) as running:
        yield running


def lost(grade: Grade) -> Mapping[str, TestResult]:
    assert not grade.withheld, grade.problems
    return {test.name: test for task in grade.tasks for test in task.tests if test.score < test.max_score}


@pytest.mark.parametrize("work", RIGHT, ids=lambda work: work.stem)
def test_right_work_of_any_style_gets_everything(exam: Exam, work: Path) -> None:
    grade = exam.grade(read_submission(work, ASSIGNMENT))
    assert (dict(lost(grade)), grade.score) == ({}, 100)


def test_stubs_get_nothing(exam: Exam) -> None:
    grade = exam.grade(handed_in({task.module: ASSIGNMENT.stub(task).decode() for task in ASSIGNMENT.tasks}))
    assert (grade.score, grade.withheld) == (0, False)


@pytest.mark.parametrize(
    ("mistake", "tests"),
    [
        ("equals-in-order-of-the-text", {"test_most_frequent_of_equals"}),
        ("sum-changes-the-first", {"test_sum"}),
        ("one-is-a-prime", {"test_primes"}),
        ("bounds-left-out", {"test_right_answers"}),
        ("mean-without-fraction", {"test_write", "test_write_equal_means", "test_write_leaves_out"}),
        ("first-wrong-line-ends-it", {"test_lines_that_cannot_be_read"}),
    ],
)
def test_a_known_mistake_costs_its_own_tests_and_is_named(exam: Exam, mistake: str, tests: set[str]) -> None:
    made = MISTAKES[mistake]
    found = lost(exam.grade(handed_in({**REFERENCE, made.task.module: made.source})))
    assert set(found) == tests
    assert {test.misconception.id for test in found.values() if test.misconception} == {mistake}


FORGOTTEN = """
def collatz(start): [start]
def primes(): return [2, 3, 5, 7]
def windows(items, size): return print(items)
"""


def test_what_was_forgotten_costs_points_and_withholds_nothing(exam: Exam) -> None:
    found = lost(exam.grade(handed_in({**REFERENCE, "streams": FORGOTTEN})))
    assert set(found) == {
        *("test_collatz", "test_collatz_ends", "test_primes"),
        *("test_windows", "test_windows_of_anything", "test_windows_take_what_they_need"),
    }
    assert found["test_collatz"].message.startswith("What came back is None: is there a `return`")


def test_every_known_mistake_leads_to_a_section_of_the_handout() -> None:
    sections = {anchor(title) for title in re.findall(r"^#+ (.*)$", README, re.MULTILINE)}
    assert {entry.misconception.handout for entry in MISTAKES.values()} <= sections


def test_the_committed_notebooks_are_what_would_be_made_now() -> None:
    name = ASSIGNMENT.manifest.notebook
    assert (ASSIGNMENT.folder / name).read_bytes() == handout_notebook(ASSIGNMENT), "run `grader notebook`"
    assert (ASSIGNMENT.solution / name).read_bytes() == reference_notebook(ASSIGNMENT), "run `grader notebook`"


def test_the_examples_of_the_handout_say_what_they_print(tmp_path: Path) -> None:
    examples = "".join(re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))
    script = tmp_path / "examples.py"
    script.write_text(examples)
    command = [sys.executable, "-B", "-W", "error", str(script)]
    path = {"PYTHONPATH": str(ASSIGNMENT.solution), "PATH": ""}
    ran = subprocess.run(command, env=path, cwd=tmp_path, capture_output=True, text=True, check=False)
    told = [line.partition("# ")[2] for line in examples.splitlines() if line.startswith("print(")]
    printed = ran.stdout.splitlines()
    assert ran.returncode == 0, ran.stderr
    assert printed[: len(told) - 1] == told[:-1]
    assert printed[len(told) - 1 :] == ["Ada: 15.0", "Grace Hopper: 9.0", ""]


def test_work_is_taken_for_the_assignment_whose_files_it_has() -> None:
    for folder in sorted((ROOT / "assignments").iterdir()):
        alone = ROOT / "solutions" / folder.name / "alternatives"
        works = [folder, *(work for work in alone.iterdir() if work.is_dir())]
        assert {assignment_of(work, here=False).slug for work in works} == {folder.name}

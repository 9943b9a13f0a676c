"""The first-semester assignment: right work of any style gets everything, and each mistake costs its own tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader import check
from grader.exam import Exam
from grader.gradebook.samples import FOLDER, Sample, build_samples, read_samples
from grader.handout import handout_notebook, reference_notebook
from grader.intake import read_submission
from grader.intake.belonging import choose_assignment
from grader.model import Outcome
from tests.support.bundled import Bundled, lost
from tests.support.laid_out import handed_in
from tests.support.loading import ROOT

BASICS = Bundled("python_basics")
ASSIGNMENT = BASICS.assignment


@pytest.fixture(scope="module")
def exam() -> Iterator[Exam]:
    with Exam(ASSIGNMENT) as running:
        yield running


@pytest.mark.drawn(1, kind=lambda work: work.suffix)
@pytest.mark.parametrize("work", BASICS.right_work, ids=lambda work: work.stem)
def test_right_work_of_any_style_gets_everything(exam: Exam, work: Path) -> None:
    grade = exam.grade(read_submission(work, ASSIGNMENT))
    assert (dict(lost(grade)), grade.score) == ({}, 100)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled samples of this assignment, as they would be handed in."""
    folder = tmp_path_factory.mktemp("samples")
    build_samples(ASSIGNMENT, folder)
    return folder


SAMPLES = read_samples(ASSIGNMENT.solution / FOLDER)


CALL_SECONDS, TASK_SECONDS = 0.5, 2.0


@pytest.fixture(scope="module")
def short_exam() -> Iterator[Exam]:
    """An exam that stops sooner what never ends, and for which honest work has time to spare."""
    limits = replace(ASSIGNMENT.manifest.limits, call_seconds=CALL_SECONDS, task_seconds=TASK_SECONDS)
    with Exam(replace(ASSIGNMENT, manifest=replace(ASSIGNMENT.manifest, limits=limits))) as running:
        yield running


@pytest.mark.drawn(2)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_gets_what_its_table_says(request: pytest.FixtureRequest, samples: Path, sample: Sample) -> None:
    exam: Exam = request.getfixturevalue("short_exam" if "endless" in sample.name else "exam")
    grade = exam.grade(read_submission(samples / sample.name, ASSIGNMENT))
    assert grade.score == float(sample.score)
    named = {mistake.id for task in grade.tasks for test in task.tests for mistake in test.misconceptions}
    assert named == ({"equals-in-order-of-the-text", "one-is-a-prime"} if "mistakes" in sample.name else set())


def test_the_samples_are_right_broken_endless_and_untouched() -> None:
    assert {sample.score for sample in SAMPLES} == {"100", "92", "85", "0"}
    folders = {folder.name for folder in (ASSIGNMENT.solution / FOLDER).iterdir() if folder.is_dir()}
    assert folders == {sample.name for sample in SAMPLES if sample.based_on != "handout"}


def test_stubs_get_nothing(exam: Exam) -> None:
    grade = exam.grade(handed_in(BASICS.stubs()))
    assert (grade.score, grade.withheld) == (0, False)


@pytest.mark.drawn(3)
@pytest.mark.parametrize(
    ("mistake", "tests"),
    [
        ("equals-in-order-of-the-text", {"test_most_frequent_of_equals"}),
        ("sum-changes-the-first", {"test_sum"}),
        ("one-is-a-prime", {"test_primes"}),
        ("bounds-left-out", {"test_right_answers"}),
        ("mean-without-fraction", {"test_write", "test_write_equal_means", "test_write_leaves_out"}),
        ("first-wrong-line-ends-it", {"test_lines_that_cannot_be_read"}),
        ("negative-cents-accepted", {"test_negative_cents"}),
        ("currencies-are-mixed", {"test_different_currencies[+]", "test_different_currencies[<]"}),
        ("all-items-taken-first", {"test_windows_take_what_they_need"}),
    ],
)
def test_a_known_mistake_costs_its_own_tests_and_is_named(exam: Exam, mistake: str, tests: set[str]) -> None:
    found = lost(BASICS.grade_mistake(exam, mistake))
    assert set(found) == tests
    assert {test.misconception and test.misconception.id for test in found.values()} == {mistake}


FORGOTTEN = """
def collatz(start): [start]
def primes(): return [2, 3, 5, 7]
def windows(items, size): return print(items)
"""


def test_what_was_forgotten_costs_points_and_withholds_nothing(exam: Exam) -> None:
    found = lost(exam.grade(handed_in({**BASICS.reference, "streams": FORGOTTEN})))
    assert set(found) == {
        *("test_collatz", "test_collatz_ends", "test_primes"),
        *("test_windows", "test_windows_of_anything", "test_windows_take_what_they_need"),
    }
    assert found["test_collatz"].message.startswith("What came back is None: is there a `return`")


def test_the_committed_notebooks_are_what_would_be_made_now() -> None:
    name = ASSIGNMENT.manifest.notebook
    assert (ASSIGNMENT.folder / name).read_bytes() == handout_notebook(ASSIGNMENT), "run `grader notebook`"
    assert (ASSIGNMENT.solution / name).read_bytes() == reference_notebook(ASSIGNMENT), "run `grader notebook`"


def test_the_examples_of_the_handout_say_what_they_print(tmp_path: Path) -> None:
    printed, told = BASICS.printed_and_told(tmp_path)
    assert printed[: len(told) - 1] == told[:-1]
    assert printed[len(told) - 1 :] == ["Ada: 15.0", "Grace Hopper: 9.0", ""]


def test_work_is_taken_for_the_assignment_whose_files_it_has() -> None:
    for folder in sorted((ROOT / "assignments").iterdir()):
        alone = ROOT / "solutions" / folder.name / "alternatives"
        works = [folder, *(work for work in alone.iterdir() if work.is_dir())]
        assert {choose_assignment(work, here=False).slug for work in works} == {folder.name}


ANSWER = "        answer = input(prompt)\n"


@pytest.mark.parametrize("left_in", ["", '        print("answer:", repr(answer))\n'])
def test_a_print_left_in_costs_no_points_that_the_public_test_does_not_warn_of(
    exam: Exam, tmp_path: Path, left_in: str
) -> None:
    source = (ASSIGNMENT.solution / "asking.py").read_text("utf-8")
    assert source.count(ANSWER) == 1
    (tmp_path / "asking.py").write_text(source.replace(ANSWER, ANSWER + left_in))
    (public,) = check(tmp_path, assignment=ASSIGNMENT.folder).tasks[3].tests
    task = exam.grade(read_submission(tmp_path, ASSIGNMENT)).tasks[3]
    assert (task.score < task.max_score) == bool(left_in)
    assert (public.outcome is Outcome.FAILED) == bool(left_in)
    assert ("leave that out" in public.message) == bool(left_in)

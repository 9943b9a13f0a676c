"""The assignment about tables: right work of any style gets everything, and each mistake costs its own tests."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.errors import AssignmentError
from grader.exam import Exam
from grader.gradebook.samples import FOLDER, build_samples, read_samples
from grader.handout import handout_notebook, reference_notebook
from grader.intake import read_submission
from grader.intake.belonging import choose_assignment
from grader.model import Grade, ManualWork
from tests.support.bundled import Bundled, lost
from tests.support.laid_out import handed_in
from tests.support.loading import ROOT

TABLES = Bundled("tidy_data")
ASSIGNMENT = TABLES.assignment


@pytest.fixture(scope="module")
def exam() -> Iterator[Exam]:
    with Exam(ASSIGNMENT) as running:
        yield running


def named(grade: Grade) -> set[str]:
    """The known mistakes that were found."""
    return {mistake.id for test in lost(grade).values() for mistake in test.misconceptions}


@pytest.mark.drawn(1, over="work")
@pytest.mark.parametrize("task", [task.id for task in TABLES.tasks])
@pytest.mark.parametrize("work", [work for work in TABLES.right_work if work.is_dir()], ids=lambda work: work.stem)
def test_right_work_of_any_style_gets_everything(exam: Exam, work: Path, task: str) -> None:
    assert dict(lost(exam.grade(read_submission(work, ASSIGNMENT), [task]))) == {}


SAMPLES = {sample.name: float(sample.score) for sample in read_samples(ASSIGNMENT.solution / FOLDER)}
DIFFER = {
    "ada-perfect": ("1.1", "1.2"),
    "ben-two-mistakes": ("1.1", "1.2"),
    "dora-no-bonus": ("4",),
    "fay-syntax-error": ("2.2",),
}
"""The tasks in which a sample is looked at: those in which it differs from the first."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled samples of this assignment, as they would be handed in."""
    folder = tmp_path_factory.mktemp("samples")
    build_samples(ASSIGNMENT, folder)
    return folder


@pytest.mark.drawn(2)
@pytest.mark.parametrize("name", DIFFER)
def test_a_sample_loses_what_its_table_says(exam: Exam, samples: Path, name: str) -> None:
    grade = exam.grade(read_submission(samples / name, ASSIGNMENT), DIFFER[name])
    points = sum(task.points for task in ASSIGNMENT.tasks if task.id in DIFFER[name])
    assert points - sum(task.score for task in grade.tasks if task.id in DIFFER[name]) == 100 - SAMPLES[name]
    sections = {mistake.section for test in lost(grade).values() for mistake in test.misconceptions}
    assert all(section.startswith(f"Task {DIFFER[name][0][0]}.") for section in sections)
    assert named(grade) == ({"fahrenheit-for-celsius", "dry-months-are-gaps"} if "mistakes" in name else set())


def test_the_samples_are_right_wrong_broken_and_untouched() -> None:
    assert SAMPLES.keys() == {*DIFFER, "cyd-stubs"}
    assert sorted(SAMPLES.values()) == [0, 85, 90, 95, 100]


@pytest.mark.drawn(2)
@pytest.mark.parametrize("task", [task.id for task in TABLES.tasks])
def test_right_work_in_a_notebook_gets_everything(exam: Exam, task: str) -> None:
    (work,) = (work for work in TABLES.right_work if work.is_file())
    assert dict(lost(exam.grade(read_submission(work, ASSIGNMENT), [task]))) == {}


def test_all_that_tests_can_judge_makes_a_hundred_points(exam: Exam) -> None:
    grade = exam.grade(handed_in(TABLES.reference), known={task.id: task.points for task in TABLES.tasks})
    assert (grade.score, grade.max_score) == (100, 100)
    assert {task.id: task.max_score for task in grade.tasks if task.bonus or task.manual} == {"3.3": 10, "4": 10}


def test_stubs_get_nothing(exam: Exam) -> None:
    grade = exam.grade(handed_in(TABLES.stubs()))
    assert (grade.score, grade.withheld) == (0, False)


@pytest.mark.drawn(2)
@pytest.mark.parametrize("task", [task.id for task in TABLES.tasks])
def test_empty_tables_get_nothing(exam: Exam, task: str) -> None:
    grade = exam.grade(read_submission(ASSIGNMENT.solution / "worthless" / "empty-tables", ASSIGNMENT), [task])
    assert (grade.score, grade.withheld) == (0, False)


@pytest.mark.drawn(4)
@pytest.mark.parametrize(
    ("mistake", "tests"),
    [
        ("month-before-the-day", {"test_dates"}),
        ("namibia-is-missing", {"test_codes"}),
        ("categories-without-an-order", {"test_months_are_ordered"}),
        ("missing-codes-meet", {"test_missing_codes", "test_stations_without_codes"}),
        ("hours-without-a-temperature", {"test_mean_of_what_was_measured"}),
        ("share-is-rounded-down", {"test_share[a half of seven]"}),
        ("scaled-with-the-test", {"test_each_row_by_itself"}),
        ("columns-are-not-scaled", {"test_model", "test_predictions"}),
        ("a-gap-counts-as-zero", {"test_missing_temperatures"}),
    ],
)
def test_a_known_mistake_costs_its_own_tests_and_is_named(exam: Exam, mistake: str, tests: set[str]) -> None:
    grade = TABLES.grade_mistake(exam, mistake)
    assert (set(lost(grade)), named(grade)) == (tests, {mistake})


def test_two_mistakes_in_one_table_are_both_named(exam: Exam) -> None:
    module, source = TABLES.mistakes["no-measurement-is-no-rain"]
    both = source.replace('groups["temperature"].count()', "groups.size()")
    assert both != source
    grade = exam.grade(handed_in({**TABLES.reference, module: both}), ["2.2"])
    assert (set(lost(grade)), named(grade)) == (
        {"test_days", "test_nothing_measured"},
        {"no-measurement-is-no-rain", "rows-are-counted"},
    )


def test_an_essay_is_shown_and_judged_by_nobody(exam: Exam) -> None:
    work = handed_in(TABLES.reference)
    grade = exam.grade(replace(work, files={**work.files, "essay.md": b"The one of stations."}), ["3.3"])
    (essay,) = grade.tasks
    assert essay.manual == ManualWork("essay.md", "The one of stations.")
    assert (essay.score, essay.max_score) == (0, 10)


def test_where_pandas_is_missing_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("grader.assignment.requirements.version", version)
    sentence = (
        "tidy_data requires pandas>=2.2, and it is not installed: install it .*`python -m pip install 'pandas>=2.2' '"
    )
    with pytest.raises(AssignmentError, match=sentence):
        Exam(ASSIGNMENT)


def test_beside_other_assignments_it_asks_for_no_pandas() -> None:
    lines = [
        "import sys",
        "sys.modules['pandas'] = sys.modules['sklearn'] = None",
        "from pathlib import Path",
        "from grader.assignment import load_assignment",
        "from grader.exam.diagnosis.misconceptions import load_misconceptions",
        "from grader.intake.belonging import choose_assignment",
        f"root = Path({str(ROOT)!r})",
        "print(len(load_misconceptions(load_assignment(root / 'assignments' / 'tidy_data'))))",
        "work = root / 'solutions' / 'python_basics' / 'alternatives' / 'long-hand'",
        "print(choose_assignment(work, here=False).slug)",
    ]
    ran = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.stdout.split(), ran.stderr) == ([str(len(TABLES.mistakes)), "python_basics"], "")


def test_the_committed_notebooks_are_what_would_be_made_now() -> None:
    name = ASSIGNMENT.manifest.notebook
    assert (ASSIGNMENT.folder / name).read_bytes() == handout_notebook(ASSIGNMENT), "run `grader notebook`"
    assert (ASSIGNMENT.solution / name).read_bytes() == reference_notebook(ASSIGNMENT), "run `grader notebook`"


def test_the_examples_of_the_handout_say_what_they_print(tmp_path: Path) -> None:
    printed, told = TABLES.printed_and_told(tmp_path)
    assert printed == told


def test_work_is_taken_for_its_own_assignment() -> None:
    works = [ASSIGNMENT.folder, *TABLES.right_work]
    assert {choose_assignment(work, here=False).slug for work in works} == {"tidy_data"}

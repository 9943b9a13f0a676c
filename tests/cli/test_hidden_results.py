"""What `[hidden_results]` of an assignment holds back, no student gets; and what it does not, they get at once."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import Assignment, HiddenResults, load_assignment
from grader.cli.launch import run
from grader.errors import AssignmentError
from grader.exam.running.seeds import commitment, practice_seed, secret_seed

LATER, EARLIER = "after = 2999-12-01T23:59:00+01:00\n", "after = 1999-12-01T23:59:00+01:00\n"
WRONG = "def shift(x): return x\n"

With = Callable[[str], Assignment]
Command = Callable[..., int]


@pytest.fixture
def assigned(tiny: Assignment, tmp_path: Path) -> With:
    """The tiny assignment with lines in that table."""

    def made(lines: str) -> Assignment:
        root = tmp_path / "course"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(tiny.folder.parent.parent, root)
        folder = root / "assignments" / "tiny"
        manifest = folder / "assignment.toml"
        manifest.write_text(f"{manifest.read_text()}\n[hidden_results]\n{lines}")
        return load_assignment(folder)

    return made


@pytest.fixture
def command(right: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command on the work, or the class, of one student."""
    monkeypatch.chdir(tmp_path)

    def ran(name: str, assignment: Assignment, *more: str) -> int:
        source = right.parent if name == "bulk" else right
        workers = ("--workers", "1") if name == "bulk" else ()
        options = ("--output", tmp_path / "out", "--assignment", assignment.folder, "--isolation", "process", *workers)
        return run([name, str(source), *map(str, options), *more])

    return ran


def seen(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def seed_of(folder: Path) -> str:
    """The commitment to the seed of a grade."""
    return str(json.loads((folder / "grade.json").read_bytes())["provenance"]["seed"])


def test_the_table_is_read_and_without_it_nothing_is_held_back(assigned: With, tiny: Assignment) -> None:
    assert tiny.manifest.hidden_results == HiddenResults()
    policy = assigned(f"{LATER}per_day = 3\npractice_seed = true\n").manifest.hidden_results
    assert (policy.per_day, policy.practice_seed) == (3, True)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("after = 2026-12-01T23:59:00\n", "says no offset"),
        ("per_day = 0\n", "give 1 or more"),
        ('per_day = "often"\n', "per_day"),
        ("weekly = 3\n", "weekly"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(assigned: With, lines: str, words: str) -> None:
    with pytest.raises(AssignmentError, match=words):
        assigned(lines)


def test_before_its_time_ci_grades_nothing_and_says_when(
    assigned: With, command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("ci", assigned(LATER)) == 3
    said = capsys.readouterr()
    assert "shown from 2999-12-01 23:59" in said.err
    assert "points" not in said.out + said.err
    assert not seen(tmp_path / "out") & {"grade.json", "report.html", "junit.xml"}
    assert command("ci", assigned(EARLIER)) == 0
    assert {"grade.json", "report.html"} <= seen(tmp_path / "out")


def test_ci_counts_nothing_and_says_so(assigned: With, command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("ci", assigned("per_day = 3\n")) == 3
    assert "needs the store of `grader bulk`" in capsys.readouterr().err


def test_with_a_seed_for_practice_ci_shows_its_results_at_any_time_and_bulk_does_on_request(
    assigned: With, command: Command, tmp_path: Path
) -> None:
    assignment = assigned(f"{LATER}per_day = 1\npractice_seed = true\n")
    practice, marks = (commitment(seed(assignment), "tiny") for seed in (practice_seed, secret_seed))
    assert command("ci", assignment) == 0
    assert seed_of(tmp_path / "out") == practice != marks
    assert command("bulk", assignment, "--practice") == 0
    assert seed_of(tmp_path / "out" / "jane") == practice
    shutil.rmtree(tmp_path / "out")
    assert command("bulk", assignment) == 0
    assert seen(tmp_path / "out" / "jane") == {"held-back.txt"}, "for marks the table holds"


@pytest.mark.drawn(1)
@pytest.mark.parametrize("name", ["grade", "bulk"])
def test_before_its_time_the_instructor_sees_the_grade_and_the_student_when(
    assigned: With, command: Command, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "out" / ("jane" if name == "bulk" else "")
    assert command(name, assigned(LATER)) == 0
    assert not seen(folder) & {"grade.json", "report.html"}
    assert "2999-12-01" in (folder / "held-back.txt").read_text("utf-8")
    assert seen(tmp_path / "out" / "_instructor") == {"jane.html"}
    assert command(name, assigned(EARLIER)) == 0
    assert {"grade.json", "report.html"} <= seen(folder)
    assert "held-back.txt" not in seen(folder)


def test_after_the_limit_of_a_day_the_next_work_is_graded_and_not_shown(
    assigned: With, command: Command, right: Path, tmp_path: Path
) -> None:
    assignment, folder = assigned("per_day = 1\n"), tmp_path / "out" / "jane"
    assert command("bulk", assignment) == 0
    shown = (folder / "grade.json").read_bytes()
    assert command("bulk", assignment) == 0, "the same work again"
    assert "held-back.txt" not in seen(folder)
    (right / "tiny_shift.py").write_text(WRONG)
    assert command("bulk", assignment) == 0
    assert (folder / "grade.json").read_bytes() == shown
    assert "not shown today: it was for one other of yours" in (folder / "held-back.txt").read_text("utf-8")
    assert "3.0" in (tmp_path / "out" / "gradebook.csv").read_text("utf-8"), "the instructor sees the new grade"

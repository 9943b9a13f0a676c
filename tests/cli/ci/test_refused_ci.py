"""What `grader ci` says and leaves where there is no grade: work that cannot be graded, and calls that are refused."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from grader.assignment import Assignment
from grader.ci import run as command_module
from grader.cli.launch import run
from grader.errors import IsolationError, UnreadableError
from grader.gradebook import single
from grader.model import Isolation
from tests.ci.test_platforms import gradescope_reads
from tests.support.ci_checkout import BREAKING, Ci, errors, files


@pytest.mark.usefixtures("classroom")
def test_a_grade_that_is_withheld_is_nowhere_written_as_points(
    ci: Ci, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor does an earlier grade stay behind to be taken for it."""
    call = [word for name in ("annotations", "summary", "junit", "gitlab", "gradescope", "classroom50")
            for word in ("--format", name)]  # fmt: skip
    assert ci(*call) == 0
    assert {"result.json", "release-body.md"} <= files(checkout)
    (checkout / "week1" / "tiny_shift.py").write_text(BREAKING)
    capsys.readouterr()
    assert ci(*call) == 3
    assert not {"result.json", "release-body.md"} & files(checkout)
    assert "results.json" not in files(checkout / "grader-results")
    (first, *_) = errors(capsys.readouterr().out)
    assert (first.properties["title"], "withheld" in first.data) == ("No grade", True)
    suites = ET.parse(checkout / "grader-results" / "junit.xml").getroot()  # noqa: S314 # ours
    assert suites.get("errors") == "1"


def test_what_cannot_be_graded_is_said_where_students_look(
    ci: Ci, checkout: Path, github: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(checkout / "week1")
    assert ci("--format", "annotations", "--format", "summary", "--format", "gradescope") == 2
    said = capsys.readouterr()
    (error,) = errors(said.out)
    assert "hand in tiny_double.py, tiny_shift.py" in error.data
    assert said.err.count("\n") == 1
    assert "## No grade" in github.read_text("utf-8")
    found = gradescope_reads((checkout / "grader-results" / "results.json").read_bytes())
    assert (found.score, "hand in" in found.output) == (0, True)


def test_work_that_the_grader_may_not_read_is_worth_no_points_and_not_none(
    ci: Ci, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the test before: there it is the student's to mend, here it is not."""

    def forbidden(*_arguments: object, **_keywords: object) -> None:
        raise UnreadableError("'week1' cannot be read.")

    monkeypatch.setattr(command_module, "read_submission", forbidden)
    assert ci("--format", "gradescope") == 2
    assert "'week1' cannot be read." in capsys.readouterr().err
    assert "results.json" not in files(checkout / "grader-results")


def test_a_missing_folder_is_not_graded_as_work_without_points(
    ci: Ci, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ci("nothing-here", "--format", "gradescope") == 2
    assert "does not exist" in capsys.readouterr().err
    assert files(checkout) == {".git", "week1"}


@pytest.mark.usefixtures("classroom")
def test_a_threshold_would_be_a_failure_of_the_autograder_on_classroom_50(
    ci: Ci, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ci("--min-score", "1") == 2
    assert "leave it out" in capsys.readouterr().err


def test_classroom_50_elsewhere_is_refused(ci: Ci, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ci("--format", "classroom50") == 2
    assert "run it from the autograder.py" in capsys.readouterr().err
    assert files(checkout) == {".git", "week1"}


def test_the_checkout_itself_is_not_a_place_for_results(ci: Ci, capsys: pytest.CaptureFixture[str]) -> None:
    assert ci("--output", ".") == 2
    assert "is the submission itself" in capsys.readouterr().err


def test_less_isolation_than_jailed_is_refused_unless_it_is_asked_for(
    tiny: Assignment, checkout: Path, github: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Isolation] = []

    def nothing_holds(required: Isolation, *, libraries: Sequence[str] = (), draws: bool) -> None:  # noqa: ARG001 # as the real one
        asked.append(required)
        raise IsolationError("Nothing holds here.")

    monkeypatch.setattr(single, "open_strongest", nothing_holds)
    assert run(["ci", "--assignment", str(tiny.folder)]) == 3
    assert asked == [Isolation.JAILED]
    assert [error.data for error in errors(capsys.readouterr().out)] == ["Nothing holds here."]
    assert "grade.json" not in files(checkout / "grader-results")
    assert "Nothing holds here." in github.read_text("utf-8")

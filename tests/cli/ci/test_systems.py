"""`grader ci` in a checkout, as each system would start it: real gradings, with nothing faked but the environment."""

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from grader.ci import run as command_module
from grader.cli.launch import run
from grader.gradebook.single import grade_work
from grader.model import Grade
from tests.ci.test_platforms import classroom_reads, gitlab_reads, gradescope_reads
from tests.support.ci_checkout import HALF, Ci, errors, files
from tests.support.ci_runner import read_log
from tests.support.markdown import faults
from tests.support.samples import lay_out, samples
from tests.support.terminals import watch

TIME = re.compile(rb' time="[0-9.]+"')


def test_on_github_there_are_annotations_a_summary_and_files(
    ci: Ci, checkout: Path, github: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "week1" / "tiny_shift.py").write_text("import math\n\ndef shift(x):\n    return math.nothing\n")
    github.write_text("what the step said before\n")
    assert ci() == 0
    log = capsys.readouterr().out
    (error,) = errors(log)
    assert error.properties == {"file": "week1/tiny_shift.py", "title": "2 Shift: 2 points"}
    assert "AttributeError" in error.data
    assert [command.properties["title"] for command in read_log(log) if command.name == "notice"] == ["3 of 5 points"]
    assert "3 of 5 points" in log
    said = github.read_text("utf-8")
    assert said.startswith("what the step said before\n## Tiny\n")
    assert "**3 of 5 points**" in said
    assert github.with_name("step-outputs").read_text("utf-8").startswith("score=3\nmax-score=5\n")
    assert files(checkout / "grader-results") == {"grade.json", "report.html", "junit.xml"}
    assert json.loads((checkout / "grader-results" / "grade.json").read_bytes())["score"] == 3
    assert ET.parse(checkout / "grader-results" / "junit.xml").getroot().get("failures") == "1"  # noqa: S314 # ours


def test_on_gitlab_there_are_junit_code_quality_and_a_link(
    ci: Ci, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITLAB_CI", "true")
    monkeypatch.setenv("CI_PROJECT_DIR", str(checkout))
    monkeypatch.setenv("CI_JOB_URL", "https://gitlab.example/-/jobs/7")
    (checkout / "week1" / "tiny_shift.py").write_text(HALF)
    assert ci("--output", "public") == 0
    assert files(checkout / "public") == {
        "grade.json", "report.html", "junit.xml", "gl-code-quality-report.json", "gl-annotations.json",
    }  # fmt: skip
    (issue,) = gitlab_reads((checkout / "public" / "gl-code-quality-report.json").read_bytes())
    assert issue.location.path == "week1/tiny_shift.py"
    assert "/-/jobs/7/artifacts/file/public/report.html" in (checkout / "public" / "gl-annotations.json").read_text()
    said = capsys.readouterr().out
    assert read_log(said) == []
    (reason,) = [line for line in said.splitlines() if line.startswith("week1/tiny_shift.py: ")]
    assert reason.endswith("(2 Shift, 2 points)")
    assert said.count(reason.split(": ")[1].split(" (")[0]) == 1, "the table says no reason again"
    junit = ET.parse(checkout / "public" / "junit.xml").getroot()  # noqa: S314 # ours
    assert float(junit.get("time", "nan")) >= max(float(case.get("time", "nan")) for case in junit.iter("testcase")) > 0


def test_in_gradescopes_layout_there_is_results_json(ci: Ci, tmp_path: Path, checkout: Path) -> None:
    autograder = tmp_path / "autograder"
    shutil.copytree(checkout / "week1", autograder / "submission")
    (autograder / "results").mkdir()
    call = (autograder / "submission", "--output", autograder / "results", "--format", "gradescope")
    assert ci(*call) == 0
    found = gradescope_reads((autograder / "results" / "results.json").read_bytes())
    assert (found.score, [test.score for test in found.tests]) == (5, [2, 1, 2])
    assert files(autograder / "results") == {"results.json", "grade.json", "report.html"}


@pytest.mark.usefixtures("classroom")
def test_on_classroom_50_there_are_its_files_in_the_checkout_and_annotations(
    ci: Ci, checkout: Path, github: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "week1" / "tiny_shift.py").write_text(HALF)
    assert ci() == 0
    found = classroom_reads((checkout / "result.json").read_bytes())
    assert (found.score, found.max_score, found.owner) == (3, 5, "alice")
    assert [(part.test_name, part.passed, part.score) for part in found.tests] == [
        ("1 Double", True, 3),
        ("2 Shift", False, 0),
    ]
    assert "**3 of 5 points**" in (checkout / "release-body.md").read_text("utf-8")
    assert [error.properties["file"] for error in errors(capsys.readouterr().out)] == ["week1/tiny_shift.py"]
    assert not github.exists(), "its runner makes the release's text the summary"


def test_elsewhere_there_is_junit(ci: Ci, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ci() == 0
    assert files(checkout / "grader-results") == {"grade.json", "report.html", "junit.xml"}
    assert read_log(capsys.readouterr().out) == []


BEGINNING = "grader: grading 'checkout', 2 tasks of 'Tiny'\n"


@pytest.mark.parametrize(
    ("system", "formats", "said"),
    [
        ("GITHUB_ACTIONS", (), BEGINNING),
        ("GITLAB_CI", (), BEGINNING),
        ("NONE", (), BEGINNING),
        ("NONE", ("junit", "gradescope", "gitlab", "summary", "outputs"), ""),
    ],
)
def test_a_log_says_what_is_graded_before_it_is(
    system: str,
    formats: tuple[str, ...],
    said: str,
    ci: Ci,
    tmp_path: Path,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is out of the buffer before the first test runs. What programs read has no such line."""
    log = tmp_path / "log"
    seen: list[str] = []

    def graded(*arguments: Any, **keywords: Any) -> Grade:
        seen.append(log.read_text("utf-8"))
        return grade_work(*arguments, **keywords)

    monkeypatch.setenv(system, "true")
    monkeypatch.setattr(command_module, "grade_work", graded)
    with log.open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert ci(*(word for name in formats for word in ("--format", name))) == 0
    assert seen == [said]
    assert log.read_text("utf-8").startswith(said)
    assert log.read_text("utf-8").count("grader: grading") == bool(said)
    assert checkout == Path.cwd()


def test_a_requested_format_replaces_those_that_the_system_reads(
    ci: Ci, checkout: Path, github: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ci("--format", "gitlab", "--format", "gradescope") == 0
    assert files(checkout / "grader-results") == {
        "grade.json", "report.html", "gl-code-quality-report.json", "results.json",
    }  # fmt: skip
    assert read_log(capsys.readouterr().out) == []
    assert not github.exists()


def test_a_person_sees_at_once_that_it_works_and_the_log_stays_as_it_is(
    ci: Ci, checkout: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(monkeypatch)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert ci(checkout) == 0
    said = capsys.readouterr()
    assert "Grading" in said.err
    assert said.err.endswith("\x1b[2K"), "it is gone when the log begins"
    assert "Grading" not in said.out


def test_without_a_step_the_summary_is_a_file(ci: Ci, checkout: Path) -> None:
    assert ci("--format", "summary") == 0
    assert "**5 of 5 points**" in (checkout / "grader-results" / "summary.md").read_text("utf-8")


def test_a_second_run_grades_the_same_work_and_writes_the_same_except_for_the_time(ci: Ci, checkout: Path) -> None:
    call = ("--format", "junit", "--format", "summary", "--format", "gitlab", "--format", "gradescope")
    written = []
    for _ in range(2):
        assert ci(*call) == 0
        results = {path.name: path.read_bytes() for path in (checkout / "grader-results").iterdir()}
        assert TIME.search(results["junit.xml"])
        written.append({name: TIME.sub(b"", content) for name, content in results.items()})
    assert written[0] == written[1]


def test_a_score_below_the_threshold_ends_with_1_and_says_all_the_same(ci: Ci, checkout: Path) -> None:
    (checkout / "week1" / "tiny_shift.py").write_text(HALF)
    assert ci("--min-score", "3") == 0
    assert ci("--min-score", "3.5") == 1
    assert "grade.json" in files(checkout / "grader-results")


def test_a_real_sample_is_annotated_where_its_mistakes_are(
    checkout: Path, github: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the first assignment, as the grader carries it, and no option at all."""
    shutil.rmtree(checkout / "week1")
    lay_out("ben-two-mistakes", checkout)
    assert run(["ci"]) == 0
    found = errors(capsys.readouterr().out)
    assert [error.data.split("\n")[0] for error in found[:2]] == [
        "Looks like a known mistake: The activation derivative is taken of the activations, not of z.",
        "Looks like a known mistake: The decay ratio is upside down.",
    ]
    for error in found:
        source = (checkout / error.properties["file"]).read_text("utf-8").splitlines()
        line = source[int(error.properties["line"]) - 1]
        assert re.match(r"\s*(def|class) ", line), line
    assert f"**{samples()['ben-two-mistakes'].score} of 100 points**" in github.read_text("utf-8")
    assert faults(github.read_text("utf-8")) == []


@pytest.mark.drawn(2)
@pytest.mark.parametrize(
    ("variables", "options", "name"),
    [
        ({}, (), "checkout"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "course/week1-kim"}, (), "week1-kim"),
        ({"GITLAB_CI": "true", "CI_PROJECT_NAME": "week1-lea"}, (), "week1-lea"),
        ({"GITLAB_CI": "true", "CI_PROJECT_NAME": "week1-lea"}, ("--submission-id", "lea"), "lea"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "course/.."}, (), None),
    ],
)
def test_work_is_graded_under_the_name_that_the_system_has_for_it(
    ci: Ci,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    options: tuple[str, ...],
    name: str | None,
) -> None:
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    assert ci(*options) == 0
    graded = json.loads((checkout / "grader-results" / "grade.json").read_text())["submission"]
    assert graded == name or (name is None and "/" not in graded and ".." not in graded)

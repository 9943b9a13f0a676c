"""`grader ci` in a checkout, as each system would start it: real gradings, with nothing faked but the environment."""

import inspect
import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from grader.assignment import Assignment
from grader.ci import run as command_module
from grader.ci.delivery import OUTPUT
from grader.cli import ci as command_line
from grader.cli.launch import run
from grader.errors import IsolationError, UnreadableError
from grader.gradebook import single
from grader.model import Isolation
from tests.ci.test_platforms import classroom_reads, gitlab_reads, gradescope_reads
from tests.support.ci_runner import Command, folds, read_log
from tests.support.loading import HANDOUT
from tests.support.markdown import faults
from tests.support.result_formats import RUNNER
from tests.support.samples import lay_out, samples
from tests.support.terminals import watch
from tests.support.tiny import SOLUTION

SYSTEMS = (
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "CLASSROOM50_BUNDLE_DIR",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_OUTPUT",
    "GITHUB_REPOSITORY",
    "CI_PROJECT_NAME",
    "CI_PROJECT_DIR",
    "CI_JOB_URL",
)
TIME = re.compile(rb' time="[0-9.]+"')
HALF = "def shift(x): return x\n"
BREAKING = "def shift(x): return 'break the test'\n"

Ci = Callable[..., int]


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that no system has set, wherever these tests run themselves."""
    for name in SYSTEMS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a checkout of a repository with a right solution in a folder of its own."""
    root = tmp_path / "checkout"
    (root / ".git").mkdir(parents=True)
    (root / "week1").mkdir()
    for name, source in SOLUTION.items():
        (root / "week1" / name).write_text(source)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def ci(tiny: Assignment) -> Ci:
    """Runs `grader ci` on the tiny assignment."""
    return lambda *arguments: run(
        ["ci", *map(str, arguments), "--assignment", str(tiny.folder), "--isolation", "process"]
    )


@pytest.fixture
def github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The environment of a step on GitHub; gives the file of its summary, beside which is that of its outputs."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "step-outputs"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "step-summary"))
    return tmp_path / "step-summary"


@pytest.fixture
def classroom(monkeypatch: pytest.MonkeyPatch, github: Path) -> None:
    """The environment of an autograder that the runner of Classroom 50 starts, a step on GitHub."""
    assert github.name
    monkeypatch.setenv("CLASSROOM50_BUNDLE_DIR", "/bundle")
    for name, value in RUNNER.items():
        monkeypatch.setenv(name, value)


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def errors(log: str) -> list[Command]:
    return [command for command in read_log(log) if command.name == "error"]


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


def test_an_assignment_in_the_checkout_is_never_used(
    tiny: Assignment, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its tests would run outside of the jail, and say what its author likes."""
    planted = checkout / "assignments" / "tiny"
    shutil.copytree(tiny.folder, planted)
    shutil.copytree(tiny.solution, checkout / "solutions" / "tiny")
    (checkout / "solutions" / "tiny" / "hidden_tests" / "test_1.py").write_text(
        f"open({str(checkout / 'pwned')!r}, 'w').close()"
    )
    assert run(["ci", "week1", "--isolation", "process"]) == 2
    bundled = ", ".join(sorted(folder.name for folder in HANDOUT.parent.iterdir()))
    assert f"several assignments ({bundled})" in capsys.readouterr().err, "it looked among its own"
    assert run(["ci", "--isolation", "process", "--assignment", "assignments/tiny"]) == 2
    assert "where a student could have changed it" in capsys.readouterr().err
    assert not (checkout / "pwned").exists()


def test_results_do_not_follow_links_of_the_checkout(
    ci: Ci, checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "grade.json").write_text("precious")
    (checkout / "grader-results").symlink_to(precious)
    (checkout / "week1" / "out").symlink_to(precious)
    assert ci() == 0
    assert ci("--output", "week1/out/deep") == 0
    assert not (checkout / "grader-results").is_symlink()
    (checkout / "out").mkdir()
    for name in ("grade.json", ".grade.json.partial", "junit.xml", ".junit.xml.partial"):
        (checkout / "out" / name).symlink_to(precious / "grade.json")
    assert ci("--output", "out") == 0
    assert files(precious) == {"grade.json"}
    assert (precious / "grade.json").read_text() == "precious"
    assert json.loads((checkout / "out" / "grade.json").read_bytes())["score"] == 5
    assert "link" not in capsys.readouterr().err


def test_the_checkout_itself_is_not_a_place_for_results(ci: Ci, capsys: pytest.CaptureFixture[str]) -> None:
    assert ci("--output", ".") == 2
    assert "is the submission itself" in capsys.readouterr().err


def test_no_settings_of_the_checkout_reach_the_exam(ci: Ci, tiny: Assignment, checkout: Path) -> None:
    """Matplotlib, for one, reads a file of the folder that it is started in."""
    (checkout / "matplotlibrc").write_text("figure.figsize: 1, 1\n")
    test = tiny.hidden_tests / "test_1.py"
    whole = test.read_text()
    looking = whole.replace(
        "x = rng.normal(size=3)", "x = rng.normal(size=3); import os; assert 'matplotlibrc' not in os.listdir()"
    )
    assert looking != whole
    try:
        test.write_text(looking)
        assert ci("--min-score", 5) == 0
    finally:
        test.write_text(whole)
    assert Path.cwd() == checkout


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


@pytest.mark.usefixtures("github")
def test_hostile_names_and_words_of_a_student_are_no_commands(
    ci: Ci, checkout: Path, github: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = "##[add-mask]a ::error::b @everyone <img src=x>"
    (checkout / f"{hostile}.py").write_bytes(b"\xff\xfe")
    (checkout / "week1" / "tiny_shift.py").write_text(
        f"print({hostile!r})\nraise ValueError({(hostile + chr(10) + '::add-path::/tmp')!r})\n"
    )
    (checkout / "week1" / f"{hostile}.py").write_bytes(b"\xff\xfe")
    assert ci("--format", "annotations", "--format", "summary", "--format", "junit") == 0
    said = capsys.readouterr()
    assert {command.name for command in read_log(said.out)} == {"error", "warning", "notice"}
    assert folds(said.out + said.err) == []
    assert "@everyone" in github.read_text("utf-8")
    assert faults(github.read_text("utf-8")) == []
    ET.parse(checkout / "grader-results" / "junit.xml")  # noqa: S314 # ours


def test_a_refusal_with_a_hostile_name_is_not_a_command(
    ci: Ci, checkout: Path, github: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(checkout / "week1")
    (checkout / "##[add-path]x.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    assert ci() == 2
    said = capsys.readouterr()
    assert "add-path" in said.err
    assert [command.name for command in read_log(said.out)] == ["error"]
    assert read_log(said.err) == []
    assert faults(github.read_text("utf-8")) == []


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


def test_the_folder_for_results_is_the_one_that_is_known_as_ours() -> None:
    """By this name what lies in a checkout is removed before anything is written."""
    assert inspect.signature(command_line.ci).parameters["output"].default == Path(OUTPUT)

"""A push to each system, honest and hostile: called as the file that is ready for it calls, read as the system reads.

Each system's environment and folders are laid out as it has them; the gradings are real.
"""

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from junitparser import JUnitXml

from grader.assignment import Assignment
from grader.cli.launch import run
from grader.handout.autograder import RUN
from grader.model import Grade
from tests.ci.test_platforms import classroom_reads, gitlab_reads, gradescope_reads
from tests.cli.test_ready_made import ROOT
from tests.support.ci_runner import folds, read_log
from tests.support.markdown import faults
from tests.support.result_formats import RUNNER
from tests.support.tiny import SOLUTION

TOKEN = "tok-5f2c91"  # noqa: S105 # nobody's
WHOLE, HALF = 5, 2
FORGED = '{"score": 5, "max_score": 5, "tests": []}'
PLACES = (
    *("grader-results/grade.json", "grader-results/report.html", "grader-results/results.json", "results.json"),
    *("result.json", "release-body.md", "junit.xml", "grader-results/junit.xml", "gl-code-quality-report.json"),
)
PLANTED = {
    "conftest.py": "import os\nos._exit(0)\n",
    "pytest.ini": "[pytest]\naddopts = --collect-only\n",
    "sitecustomize.py": "raise SystemExit(0)\n",
    "numpy.py": "raise SystemExit(0)\n",
    ".github/workflows/grade.yml": "on: push\njobs: {}\n",
    "assignments/tiny/assignment.toml": "slug = 'tiny'\n",
}
HOSTILE = """
import os, sys
COMMANDS = ("::set-output name=score::5", "::add-mask::5", "##[set-output name=score]5", "score=5")
for line in (*COMMANDS, *os.environ.values()):
    print(line)
    print(line, file=sys.stderr)
for place in (*{places}, os.environ.get("GITHUB_OUTPUT", "x"), os.environ.get("GITHUB_STEP_SUMMARY", "x")):
    try:
        with open(place, "a") as file:
            file.write("score=5\\n")
    except OSError:
        pass

def double(x):
    raise ValueError("::error::5 of 5 points\\n::add-path::/tmp\\n## 5 of 5 points")
"""


@dataclass(frozen=True)
class Push:
    """What a system has made of a push: the call and where it is made, and what it reads afterwards.

    Attributes:
        call: The arguments of `grader ci`, as the file that is ready for the system has them.
        work: Where the student's files lie; the call is made in its checkout.
        results: Where results come to lie.
        variables: What the system tells in the environment.
        commands: Whether it takes lines of the log for commands.
    """

    call: list[str]
    work: Path
    results: Path
    read: Callable[[Path], float]
    variables: dict[str, str] = field(default_factory=dict)
    commands: bool = False


def call_in(text: str, **values: object) -> list[str]:
    """The arguments of the call of `grader ci` in a script, with its variables filled in."""
    script = re.sub(r"\\\n\s*", "", text)
    (found,) = re.findall(r"grader\"? ci ?(.*)$", script, re.MULTILINE)
    filled = re.sub(r"\$(\w+)", lambda name: str(values[name[1]]), found.replace('"${chosen[@]}"', ""))
    return ["ci", *shlex.split(filled)]


def grade_in(results: Path) -> float:
    import msgspec  # noqa: PLC0415 # what the grader writes for itself is read by its own model

    return msgspec.json.decode((results / "grade.json").read_bytes(), type=Grade).score


def junit_in(results: Path) -> float:
    """The points of the tests that passed; the tiny assignment has two and one in its first task, two in its second."""
    points = {"1": [2, 1], "2": [2]}
    passed = 0
    for suite in JUnitXml.fromstring((results / "junit.xml").read_bytes()):
        passed += sum(worth for worth, case in zip(points[suite.name[0]], suite, strict=True) if not case.result)
    return passed


def github(place: Path) -> Push:
    script, root = (ROOT / "action.yml").read_text("utf-8"), place / "workspace"
    results = root / "grader-results"
    call = call_in(script, SUBMISSION="work", OUTPUT="grader-results", ISOLATION="jailed", MIN_SCORE=0)
    outputs = place / "outputs"

    def read(_: Path) -> float:
        said = dict(line.split("=", 1) for line in outputs.read_text("utf-8").splitlines())
        assert faults((place / "summary").read_text("utf-8")) == []
        assert (said["max-score"], said["report"]) == ("5", "grader-results/report.html")
        assert float(said["score"]) == junit_in(results)
        return float(said["score"])

    variables = {"GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(place / "summary")}
    return Push(call, root / "work", results, read, {**variables, "GITHUB_TOKEN": TOKEN}, commands=True)


def forgejo(place: Path) -> Push:
    root = place / "workspace"
    variables = {"GITHUB_ACTIONS": "true", "FORGEJO_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(place / "summary")}
    call = call_in((ROOT / "ci/forgejo.yml").read_text("utf-8"))
    return Push(call, root / "work", root / "grader-results", junit_in, {**variables, "GITHUB_TOKEN": TOKEN})


def gitlab(place: Path) -> Push:
    root = place / "builds" / "week1"

    def read(results: Path) -> float:
        gitlab_reads((results / "gl-code-quality-report.json").read_bytes())
        return junit_in(results)

    variables = {"GITLAB_CI": "true", "CI_PROJECT_DIR": str(root), "CI_JOB_URL": "https://gitlab.example/-/jobs/7"}
    call = call_in((ROOT / "ci/gitlab.yml").read_text("utf-8"))
    return Push(call, root, root / "grader-results", read, {**variables, "CI_JOB_TOKEN": TOKEN})


def gradescope(place: Path) -> Push:
    script = (
        RUN.format(slug="tiny", isolation="jailed")
        .replace("--assignment", "")
        .replace('"$base/source/course/assignments/tiny"', "")
    )

    def read(results: Path) -> float:
        return gradescope_reads((results / "results.json").read_bytes()).score

    return Push(call_in(script, base=place), place / "submission", place / "results", read)


def classroom_50(place: Path) -> Push:
    root = place / "workspace"

    def read(_: Path) -> float:
        assert faults((root / "release-body.md").read_text("utf-8")) == []
        return classroom_reads((root / "result.json").read_bytes()).score

    variables = {**RUNNER, "GITHUB_ACTIONS": "true", "CLASSROOM50_BUNDLE_DIR": str(place / "bundle")}
    variables["GITHUB_STEP_SUMMARY"] = str(place / "summary")
    assert '"grader", "ci"]' in (ROOT / "docs/ci.md").read_text("utf-8")
    return Push(["ci"], root, root / "grader-results", read, {**variables, "GITHUB_TOKEN": TOKEN}, commands=True)


SYSTEMS = (github, gitlab, forgejo, gradescope, classroom_50)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("hostile", [False, True], ids=["honest", "hostile"])
def test_a_push_is_graded_and_read(
    tiny: Assignment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    system: Callable[[Path], Push],
    *,
    hostile: bool,
) -> None:
    push = system(tmp_path)
    lay_out(push, hostile=hostile)
    for name in ("GITHUB_ACTIONS", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITLAB_CI", "CLASSROOM50_BUNDLE_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in push.variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(push.results.parent)
    assert run([*push.call, "--assignment", str(tiny.folder)]) == 0
    said = capfd.readouterr()
    expected = HALF if hostile else WHOLE
    assert push.read(push.results) == grade_in(push.results) == expected
    assert {command.name for command in read_log(said.out)} <= (
        {"error", "warning", "notice"} if push.commands else set()
    )
    assert read_log(said.err) == []
    assert folds(said.out + said.err) == []
    assert f"{expected} of 5 points" in said.out
    written = [path for path in tmp_path.rglob("*") if path.is_file() and push.work not in path.parents]
    written += [path for path in push.results.rglob("*") if path.is_file()]
    assert not [path for path in written if TOKEN.encode() in path.read_bytes()]
    assert TOKEN not in said.out + said.err


def lay_out(push: Push, *, hostile: bool) -> None:
    """What was pushed; Gradescope makes the folder of its results, other systems none."""
    push.work.mkdir(parents=True)
    push.results.parent.mkdir(parents=True, exist_ok=True)
    for name, source in SOLUTION.items():
        (push.work / name).write_text(source)
    if not hostile:
        return
    places = [str(push.work / place) for place in PLACES] + [str(push.results / Path(place).name) for place in PLACES]
    (push.work / "tiny_double.py").write_text(HOSTILE.format(places=places))
    for name, content in {**PLANTED, **dict.fromkeys(PLACES, FORGED)}.items():
        (push.work / name).parent.mkdir(parents=True, exist_ok=True)
        (push.work / name).write_text(content)

"""A checkout with right work in it, and the environments in which systems start `grader ci` there."""

from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from tests.support.ci_checkout import SYSTEMS, Ci
from tests.support.result_formats import RUNNER
from tests.support.tiny import SOLUTION


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

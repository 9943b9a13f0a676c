"""A sample of `grader audit`, as every push runs it: nothing of what it grades is other than it should be."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = [sys.executable, "-c", "from grader.cli import main; main()", "audit", "--quick", "--json"]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Any, Path]:
    """The exit code, what was said, and the folder with what was written."""
    folder = tmp_path_factory.mktemp("audit")
    run = subprocess.run([*COMMAND, "--output", str(folder)], capture_output=True, text=True, check=False)
    assert run.stdout, run.stderr
    return run.returncode, json.loads(run.stdout), folder


def test_nothing_that_the_quick_audit_grades_is_wrong(audited: tuple[int, Any, Path]) -> None:
    code, said, _ = audited
    assert said["problems"] == []
    assert code == 0


def test_the_quick_audit_grades_something_of_each_kind(audited: tuple[int, Any, Path]) -> None:
    _, said, _ = audited
    assert said["quick"]
    assert all(task["mutants"] for task in said["tasks"])
    assert {mistake["task"] for mistake in said["mistakes"]} == {task["id"] for task in said["tasks"]}
    assert len(said["controls"]) > 2


def test_the_page_and_the_json_of_an_audit_are_written(audited: tuple[int, Any, Path]) -> None:
    _, said, folder = audited
    assert json.loads((folder / "audit.json").read_text()) == said
    assert "All of it holds" in (folder / "audit.html").read_text()

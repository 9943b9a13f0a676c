"""docs/ci.md: its files are what the systems can read, its calls are calls, its forms are all there are."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.ci.systems import Format, formats_here
from grader.cli.app import app
from grader.cli.delivery import IN_CHECKOUT, IN_OUTPUT

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "ci.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for found, text in BLOCKS if found == language]


def calls() -> list[str]:
    """Every call of the command in a script of the page, with its line ends joined."""
    scripts = " ".join(text for language, text in BLOCKS if language != "python").replace("\\\n", " ")
    return re.findall(r"grader (ci\b[^\n]*)", scripts)


def test_every_form_is_told_of_and_no_other() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == set(Format)


@pytest.mark.parametrize("name", [*IN_OUTPUT, *IN_CHECKOUT])
def test_every_file_is_told_of(name: str) -> None:
    assert name in PAGE


@pytest.mark.parametrize("call", calls())
def test_every_call_is_one(call: str) -> None:
    assert len(calls()) == 3
    function, _, _ = app.parse_args(call, exit_on_error=False, print_error=False)
    assert function.__name__ == "ci"


def test_the_workflow_for_github_grades_with_a_token_that_can_only_read() -> None:
    workflow, _ = map(_read, blocks("yaml"))
    assert workflow["permissions"] == {"contents": "read"}
    steps = workflow["jobs"]["grade"]["steps"]
    checkouts = [step["with"] for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert [each["persist-credentials"] for each in checkouts] == [False, False]
    assert len({each["path"] for each in checkouts}) == 2, "the solutions do not lie in the checkout"
    assert f"grader ci {checkouts[0]['path']}" in [step.get("run") for step in steps]


def test_the_job_for_gitlab_hands_in_what_is_written_there() -> None:
    _, config = map(_read, blocks("yaml"))
    reports = config["grade"]["artifacts"]["reports"]
    assert {Path(path).name for path in reports.values()} <= set(IN_OUTPUT)
    assert {Path(path).parent for path in reports.values()} == {Path(config["grade"]["artifacts"]["paths"][0])}
    assert set(formats_here({"GITLAB_CI": "true"})) == {Format.JUNIT, Format.GITLAB}


def test_the_autograder_for_classroom_50_is_python() -> None:
    (script,) = blocks("python")
    compile(script, "autograder.py", "exec")


def _read(text: str) -> dict[str, Any]:
    """A YAML file; `on` is a truth to YAML, and no key that anything here looks at."""
    found: dict[str, Any] = yaml.safe_load(text)
    return found

"""docs/ci.md: its files are what the systems can read, its calls are calls, its formats are all there are."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.ci.format import ResultFormat, System
from grader.ci.formats import FORMATS, is_read_here
from grader.cli.dispatch import build_app

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for found, text in BLOCKS if found == language]


def calls() -> list[str]:
    """Every call of the command in a script of the page, with its line ends joined."""
    scripts = " ".join(text for language, text in BLOCKS if language != "python").replace("\\\n", " ")
    lines = [line.strip() for line in scripts.splitlines()] + re.findall(r"^    (grader .*)$", PAGE, re.MULTILINE)
    return [found[1] for line in lines if (found := re.fullmatch(r"grader ((?:ci|gradescope)\b[^\[]*)", line))]


def row(result_format: ResultFormat) -> str:
    """The row of a format in the table of all."""
    systems = ", ".join(system for system in System if system in result_format.systems)
    return f"| `{result_format.name}` | {result_format.about} | {systems or 'ask for it'} |"


def test_the_table_has_a_row_for_every_form_and_no_other() -> None:
    assert re.findall(r"^\| `\w+` \|.*$", PAGE, re.MULTILINE) == [row(each) for each in FORMATS.built_in]


@pytest.mark.parametrize("name", [name for each in FORMATS.built_in for name in (*each.files, *each.checkout_files)])
def test_every_file_is_told_of(name: str) -> None:
    assert name in PAGE


@pytest.mark.parametrize("call", calls())
def test_every_call_is_one(call: str) -> None:
    assert len(calls()) == 1
    function, _, _ = build_app().parse_args(call, exit_on_error=False, print_error=False)
    assert function.__name__ in {"ci", "gradescope"}


def test_students_call_the_workflow_with_what_it_takes_and_a_token_that_can_only_read() -> None:
    (calling, _cache) = map(_read, blocks("yaml"))
    called = _read((ROOT / ".github" / "workflows" / "grade.yml").read_text("utf-8"))
    takes = called[True]["workflow_call"]  # `on` is a truth to YAML
    assert calling["permissions"] == called["permissions"] == {"contents": "read"}
    job = calling["jobs"]["grade"]
    assert set(job["with"]) <= set(takes["inputs"])
    assert set(job["secrets"]) == set(takes["secrets"])


def test_the_key_of_a_cache_names_all_that_the_environment_depends_on() -> None:
    _, (step,) = map(_read, blocks("yaml"))
    action = _read((ROOT / "action.yml").read_text("utf-8"))
    python = action["inputs"]["python-version"]["default"]
    named = re.search(r"hashFiles\((.*)\)", step["with"]["key"])
    assert named is not None
    assert f"-{python}-" in step["with"]["key"]
    for name in re.findall(r"'course/([^']*)'", named[1]):
        assert (ROOT / name).is_file()


def test_every_file_that_is_ready_is_told_of() -> None:
    ready = {f"ci/{path.name}" for path in (ROOT / "ci").iterdir()}
    ready |= {"action.yml", ".github/workflows/grade.yml", "Dockerfile", ".pre-commit-hooks.yaml", ".devcontainer/"}
    assert not [name for name in ready if not (ROOT / name).exists()]
    assert not [name for name in ready if f"`{name}`" not in PAGE]


def test_the_job_for_gitlab_hands_in_what_is_written_there() -> None:
    config = _read((ROOT / "ci" / "gitlab.yml").read_text("utf-8"))
    reports = config["grade"]["artifacts"]["reports"]
    assert {Path(path).name for path in reports.values()} <= {name for each in FORMATS.built_in for name in each.files}
    assert {Path(path).parent for path in reports.values()} == {Path(config["grade"]["artifacts"]["paths"][0])}
    read = {each.name for each in FORMATS.built_in if is_read_here(each, {"GITLAB_CI": "true"})}
    assert read == {"log", "junit", "gitlab"}


def test_the_autograder_for_classroom_50_is_python() -> None:
    (script,) = blocks("python")
    compile(script, "autograder.py", "exec")


def _read(text: str) -> Any:
    """A YAML file; `on` is a truth to YAML, and no key that anything here looks at."""
    return yaml.safe_load(text)

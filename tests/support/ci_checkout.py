"""What tests of `grader ci` have in common: variables of systems, work, and how a checkout and a log are read."""

from collections.abc import Callable
from pathlib import Path

from tests.support.ci_runner import Command, read_log

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
HALF = "def shift(x): return x\n"
BREAKING = "def shift(x): return 'break the test'\n"

Ci = Callable[..., int]


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def errors(log: str) -> list[Command]:
    return [command for command in read_log(log) if command.name == "error"]

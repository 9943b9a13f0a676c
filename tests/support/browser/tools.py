"""What these tests need besides Python: a browser of the system, and checkers from npm in .tools/."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[3]
MODULES = ROOT / ".tools" / "node_modules"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
VALIDATOR = Path(__file__).parent / "htmlvalidate.json"


def need_tools() -> None:
    """Looks for all of them, before anything is made that nobody could open."""
    find_browser()
    axe_source()


def find_browser() -> str:
    """The path of a Chromium."""
    found = next((path for name in BROWSERS if (path := shutil.which(name)) is not None), None)
    return found or _lacking("There is no Chromium: install it with `apt-get install chromium`.")


def axe_source() -> str:
    """The script of axe-core."""
    script = MODULES / "axe-core" / "axe.min.js"
    if not script.is_file():
        _lacking("axe-core is missing: .ci/run installs it into .tools/.")
    return script.read_text("utf-8")


def validate(files: Sequence[Path]) -> dict[Path, list[str]]:
    """What html-validate finds wrong in each of these files, a line each."""
    command = MODULES / ".bin" / "html-validate"
    if not command.is_file():
        _lacking("html-validate is missing: .ci/run installs it into .tools/.")
    with tempfile.TemporaryFile() as said:  # into a pipe it ends before it has said all
        subprocess.run([command, "--config", VALIDATOR, "--formatter", "json", *files], stdout=said, check=False)
        said.seek(0)
        found: list[dict[str, Any]] = json.load(said)
    wrong: dict[Path, list[str]] = {file: [] for file in files}
    for report in found:
        wrong[Path(report["filePath"])] += [
            f"{message['line']} {message['ruleId']}: {message['message']}" for message in report["messages"]
        ]
    return wrong


def _lacking(reason: str) -> NoReturn:
    """Where it must be there it is a failure, elsewhere a reason to skip."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)

"""What `grader demo` writes, once a run, for all tests that read it."""

from pathlib import Path

import pytest

from grader.cli.launch import run
from tests.support.once import made_once


def graded_demo(factory: pytest.TempPathFactory) -> Path:
    """Runs it, unless another test of this run did."""
    return made_once(factory, "demo", _run) / "out"


def _run(folder: Path) -> None:
    assert run(["demo", "--output", str(folder / "out"), "--quiet", "--workers", "2"]) == 0

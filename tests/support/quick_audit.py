"""The sample of `grader audit` that every push runs; once a run, for all tests that read what it says and writes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from tests.support.once import made_once

COMMAND = (sys.executable, "-c", "from grader.cli import main; main()", "audit", "--quick", "--json")


class Audited(Struct, frozen=True):
    """How it ended, what it said, and the folder with what it wrote."""

    code: int
    said: Any
    folder: Path


def quick_audit(factory: pytest.TempPathFactory) -> Audited:
    """Runs it, unless another test of this run did."""
    folder = made_once(factory, "quick-audit", _run)
    said = (folder / "said.json").read_text("utf-8")
    return Audited(int((folder / "code").read_text()), json.loads(said), folder / "written")


def _run(folder: Path) -> None:
    run = subprocess.run([*COMMAND, "--output", str(folder / "written")], capture_output=True, text=True, check=False)
    assert run.stdout, run.stderr
    (folder / "said.json").write_text(run.stdout, "utf-8")
    (folder / "code").write_text(str(run.returncode))

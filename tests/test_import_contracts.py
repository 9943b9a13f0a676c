"""The contracts of import-linter in pyproject.toml: imports through other parts, and libraries of each side."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Runs the linter on the package in this folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    environment = {"PATH": os.defpath, "PYTHONPATH": str(root), "PYTHONSAFEPATH": "1"}
    arguments = ["--config", str(root / "pyproject.toml"), "--no-cache"]
    return subprocess.run(
        [*command, *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def test_every_contract_is_kept() -> None:
    linted = lint(ROOT)
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(
    ("part", "line", "contract"),
    [
        ("host/cache.py", "from grader.guest import server", "Nothing imports the guest"),
        ("guest/server.py", "import jinja2", "Guests need few libraries"),
        ("exam/judging/verdict.py", "import sqlalchemy", "A database is opened for a class alone"),
        ("exam/judging/verdict.py", "import rich", "The command line alone prints"),
        ("intake/text.py", "from grader.cli import app", "Parts import downwards"),
    ],
)
def test_an_import_that_breaks_a_contract_is_found(part: str, line: str, contract: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "grader", tmp_path / "grader", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "grader" / part).open("a") as file:
        file.write(f"\n{line}\n")
    linted = lint(tmp_path)
    assert linted.returncode == 1
    assert f"{contract} BROKEN" in " ".join(linted.stdout.split())

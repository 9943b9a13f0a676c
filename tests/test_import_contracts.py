"""The contracts of import-linter in pyproject.toml: imports through other parts, and libraries of each side."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BREAKS = {
    "Parts import downwards": ("intake/text.py", "grader.cli.dispatch"),
    "The rooms of the exam import downwards": ("exam/wording/kinds.py", "grader.exam.running.session"),
    "Diagnosis knows neither pytest nor guests": ("exam/diagnosis/set_cover.py", "pytest"),
    "Nothing imports the guest": ("host/cache.py", "grader.guest.server"),
    "Both sides share the wire and nothing that knows an assignment, a test or a grade": (
        "wire/frames.py",
        "grader.model",
    ),
    "Guests need few libraries": ("guest/server.py", "jinja2"),
    "A database is opened, and a cluster asked, for a class alone": ("exam/judging/verdict.py", "sqlalchemy"),
    "The command line alone prints": ("exam/judging/verdict.py", "rich"),
    "What may be said of a grade, and pages, run nothing": ("report/charts.py", "matplotlib"),
}
"""For each contract a module, and what it must not import by it."""


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Runs the linter on the package in this folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    environment = {"PATH": os.defpath, "PYTHONPATH": str(root), "PYTHONSAFEPATH": "1", "COLUMNS": "200"}
    arguments = ["--config", str(root / "pyproject.toml"), "--no-cache"]
    return subprocess.run(
        [*command, *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def test_every_contract_is_kept() -> None:
    linted = lint(ROOT)
    assert linted.returncode == 0, linted.stdout


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a package in which each contract is broken, by an import of its own."""
    root = tmp_path_factory.mktemp("broken")
    shutil.copytree(ROOT / "grader", root / "grader", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "pyproject.toml", root)
    for part, imported in BREAKS.values():
        with (root / "grader" / part).open("a") as file:
            file.write(f"\nimport {imported}\n")
    linted = lint(root)
    assert linted.returncode == 1
    return linted.stdout.partition("Broken contracts")[2]


def test_there_is_an_import_that_breaks_each_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert [contract["name"] for contract in contracts] == list(BREAKS)


@pytest.mark.parametrize("contract", BREAKS)
def test_an_import_that_breaks_a_contract_is_found(broken: str, contract: str) -> None:
    part, imported = BREAKS[contract]
    module = f"grader.{part.removesuffix('.py').replace('/', '.')}"
    said = broken.partition(f"\n{contract}\n")[2]
    others = [start for other in BREAKS if (start := said.find(f"\n{other}\n")) >= 0]
    assert f"{module} -> {imported} (l." in said[: min(others, default=len(said))]

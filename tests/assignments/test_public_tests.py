"""The public tests, run as students run them: they fail readably on the stubs and pass on the reference."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from grader import check
from grader.assignment import Manifest
from grader.model import Outcome
from tests.support.draw import Draw
from tests.support.loading import HANDOUT, REFERENCE, ROOT, SAMPLES
from tests.support.samples import copy_sources

ALTERNATIVES = sorted(ROOT.glob("solutions/*/alternatives/*/"))
"""Correct work of all assignments, each done in another way."""


@pytest.fixture
def handout(tmp_path: Path) -> Path:
    """A student's copy of the handout."""
    folder = tmp_path / "my work"
    shutil.copytree(HANDOUT, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def run(folder: Path, *arguments: str, tests: Sequence[str] = ("",)) -> subprocess.CompletedProcess[str]:
    """Runs all of them, or some files."""
    plugins = ["-p", "no:cacheprovider", "-p", "no:xdist"]
    command = [sys.executable, "-m", "pytest", *(f"public_tests/{file}" for file in tests), *plugins, *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_stubs_fail_every_test_with_one_line_each(handout: Path) -> None:
    output = run(handout, "-r", "N").stdout
    match = re.search(r"=+ (\d+) failed in ", output)
    assert match
    lines = [line for line in output.partition(" FAILURES ")[2].splitlines()[1:-1] if not line.startswith("___")]
    assert len(lines) == int(match[1]) > 50
    assert [line for line in lines if not re.fullmatch(r"\w+ in \w+\.py is not written yet\.", line)] == []


@pytest.mark.drawn(1)
@pytest.mark.parametrize("solution", [REFERENCE, SAMPLES / "ada-perfect"], ids=["reference", "ada"])
def test_right_solutions_pass_every_test_without_a_warning(handout: Path, solution: Path) -> None:
    copy_sources(solution, handout)
    ended = run(handout, "-q", "-W", "error")
    assert ended.returncode == 0, ended.stdout
    assert re.search(r"^\d+ passed in ", ended.stdout, re.MULTILINE)


@pytest.mark.drawn(2)
@pytest.mark.parametrize("work", ALTERNATIVES, ids=lambda work: f"{work.parent.parent.name}-{work.name}")
def test_whatever_gets_all_points_passes_every_test_that_students_see(work: Path) -> None:
    """Hidden tests accept more than one way to keep the contract; stricter public ones would call right work wrong."""
    checked = check(work, assignment=ROOT / "assignments" / work.parent.parent.name)
    assert [test.name for test in checked.tests if test.outcome is not Outcome.PASSED] == []
    assert len(checked.tests) >= 10


def test_every_task_has_a_file_that_its_stub_alone_fails(handout: Path, manifest: Manifest, draw: Draw) -> None:
    """With the reference everywhere else: each failure is in the task whose stub is back, or in one built on it.

    Some of the other files are drawn.
    """
    files = {task.module: f"test_{task.id.replace('.', '_')}_{task.module}.py" for task in manifest.tasks}
    assert {file.name for file in (handout / "public_tests").glob("test_*.py")} == set(files.values())
    copy_sources(REFERENCE, handout)
    stubs = {files[module] for module in ("gradient_flow", "multi_layer_network")}
    for module in ("gradient_flow", "multi_layer_network"):
        shutil.copy(HANDOUT / f"{module}.py", handout)
    others = draw.few((file for file in files.values() if file not in stubs), 3, lambda _: "")
    output = run(handout, "-q", tests=[*stubs, *others]).stdout
    assert set(re.findall(r"^FAILED public_tests/(\w+\.py)", output, re.MULTILINE)) == stubs


def test_a_wrong_number_is_named_with_the_right_shape_of_sentence(handout: Path) -> None:
    copy_sources(REFERENCE, handout)
    module = handout / "gradient_flow.py"
    module.write_text(
        module.read_text().replace("np.divide(magnitudes[0], magnitudes[-1])", "magnitudes[-1] / magnitudes[0]")
    )
    output = run(handout, "-q", tests=["test_3_1_gradient_flow.py"]).stdout
    assert "decay_ratio should be 0.002 / 0.5 = 0.004, not 250.0" in output
    assert "Traceback" not in output


@pytest.mark.drawn(1)
@pytest.mark.parametrize(
    "source,reason",
    [
        (None, "No module named 'gradient_magnitudes'"),
        ("def broken(:\n", "SyntaxError"),
        ("1 / 0\n", "ZeroDivisionError"),
    ],
    ids=["missing", "syntax error", "raises"],
)
def test_a_module_that_cannot_be_loaded_is_named(handout: Path, source: str | None, reason: str) -> None:
    copy_sources(REFERENCE, handout)
    module = handout / "gradient_magnitudes.py"
    module.unlink() if source is None else module.write_text(source)
    output = run(handout, "-q", "-r", "N", tests=["test_1_2_gradient_magnitudes.py"]).stdout
    assert f"gradient_magnitudes.py cannot be loaded: {reason}" in output.replace("ModuleNotFoundError: ", "")
    assert "Traceback" not in output
    assert "During handling" not in output

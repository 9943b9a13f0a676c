"""The stubs say what is asked for, and nothing of how it is done."""

import ast
import inspect
import shutil
import subprocess
import sys
from pathlib import Path
from types import FunctionType

import pytest

from grader.assignment import Manifest
from tests.support.loading import HANDOUT, REFERENCE, load_flat

MODULES = (
    "chain_rule_basics",
    "gradient_magnitudes",
    "multi_layer_network",
    "gradient_flow",
    "gradient_visualization",
    "detailed_backprop",
    "backprop_verification",
)
PUBLISHED = {
    "chain_rule_basics": ["1.134649", "1.6", "0.832018", "0.139764", "0.279528"],
    "gradient_magnitudes": ["0.25", "< 0.1", "> 10", "101 points", "[-3, 3]"],
    "multi_layer_network": ["sqrt(2 / (n_prev + n_next))", "ValueError", "(n_prev, n_next)"],
    "gradient_flow": ["< 0.01", "< 0.1", "> 10", "> 3", "severe vanishing", "moderate vanishing"],
    "gradient_visualization": ["red", "orange", "purple", "green", "`Layer 1`", "`5 layers`"],
    "detailed_backprop": ["RandomState(42)", "1e-5", "`Layer 1`"],
    "backprop_verification": ["< 1e-6", "< 1e-4", "mismatch", "NaN"],
}


def functions(source: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]


def test_there_is_one_stub_per_task(manifest: Manifest) -> None:
    assert tuple(task.module for task in manifest.tasks) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_every_body_is_a_docstring_and_not_implemented_error(module: str) -> None:
    for function in functions((HANDOUT / f"{module}.py").read_text()):
        _, *body = function.body
        assert ast.get_docstring(function)
        assert [ast.unparse(statement) for statement in body] == ["raise NotImplementedError"]


@pytest.mark.parametrize("module", MODULES)
def test_signatures_are_those_of_the_reference(module: str, manifest: Manifest) -> None:
    stubs, reference = getattr(load_flat(HANDOUT), module), getattr(load_flat(REFERENCE, HANDOUT), module)
    for name in next(task.names for task in manifest.tasks if task.module == module):
        asked, given = getattr(stubs, name), getattr(reference, name)
        assert parameters(asked) == parameters(given)
        if inspect.isclass(asked):
            methods = [key for key, value in vars(asked).items() if isinstance(value, FunctionType)]
            public = [key for key, value in vars(given).items() if isinstance(value, FunctionType) and key[1] != "d"]
            assert set(methods) == {key for key in public if not key.startswith("_")} | {"__init__"}
            for method in methods:
                assert parameters(getattr(asked, method)) == parameters(getattr(given, method))


def parameters(function: FunctionType) -> list[tuple[str, object]]:
    """Names and defaults."""
    return [(parameter.name, parameter.default) for parameter in inspect.signature(function).parameters.values()]


@pytest.mark.parametrize("module", MODULES)
def test_a_stub_publishes_the_numbers_and_words_of_the_contract(module: str) -> None:
    source = (HANDOUT / f"{module}.py").read_text()
    assert [word for word in PUBLISHED[module] if word not in source] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_stub_says_that_arrays_are_float64(module: str) -> None:
    """Either in words or by the type that the given module names so."""
    source = (HANDOUT / f"{module}.py").read_text()
    assert "float64" in source or "FloatArray" in source or "Figure" in source


def test_stubs_import_in_a_folder_of_their_own_without_a_warning(tmp_path: Path) -> None:
    for file in HANDOUT.glob("*.py"):
        shutil.copy(file, tmp_path)
    command = [sys.executable, "-W", "error", "-c", f"import {', '.join(MODULES)}"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_stubs_need_only_numpy_matplotlib_and_modules_of_the_handout() -> None:
    allowed = {*sys.stdlib_module_names, "numpy", "matplotlib", *(file.stem for file in HANDOUT.glob("*.py"))}
    for file in HANDOUT.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= allowed
            elif isinstance(node, ast.ImportFrom):
                assert node.module is not None
                assert node.module.split(".")[0] in allowed

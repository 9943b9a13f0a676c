"""What a hidden test may import is one module and one page: no other part of the grader, and nothing untold."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader.exam as api
from grader.assignment import load_assignment
from grader.exam import Exam, check
from grader.handout.scaffold import Scaffold
from grader.model import Grade, Outcome, Submission

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "hidden-tests.md").read_text("utf-8")
REFERENCE, *EXAMPLES = (
    block for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if "\n\n" in block
)  # fmt: skip
STUB = "class Line:\n    def __init__(self, *a): pass\ndef fit(x, y): raise NotImplementedError\n"
MANIFEST = """
slug = "line"
title = "Line"
notebook = "line.ipynb"
given = []
[[tasks]]
id = "1"
title = "A line"
module = "line"
names = ["Line", "fit", "residuals", "running_sums", "draw"]
points = {points}
"""
HEAD = 'import pytest\npytestmark = [pytest.mark.task("1"), pytest.mark.points(1)]\n'


def imported(source: str) -> Iterator[str]:
    """What of the grader a hidden test imports, as `module:name`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (f"{each.name}:" for each in node.names if each.name.split(".")[0] == "grader")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "grader":
            yield from (f"{node.module}:{each.name}" for each in node.names)


def hidden_tests() -> dict[str, str]:
    """Every hidden test that is bundled, and those that `grader new` begins with."""
    bundled = {str(path.relative_to(ROOT)): path for path in (ROOT / "solutions").glob("*/hidden_tests/**/*.py")}
    new = {name: text.decode() for name, text in Scaffold("slug", "Title").files().items() if "/hidden_tests/" in name}
    return {**{name: path.read_text("utf-8") for name, path in bundled.items()}, **new}


ALLOWED = {f"grader.exam:{name}" for name in api.__all__}


@pytest.mark.parametrize("name", hidden_tests())
def test_a_hidden_test_imports_nothing_else_of_the_grader(name: str) -> None:
    assert set(imported(hidden_tests()[name])) <= ALLOWED


def test_the_check_sees_another_import() -> None:
    source = "from grader.model import CallStatus\nimport grader.host.proxy\nfrom grader.exam import Exam, check"
    assert set(imported(source)) - ALLOWED == {"grader.model:CallStatus", "grader.host.proxy:", "grader.exam:Exam"}


@pytest.mark.parametrize("name", api.__all__)
def test_every_name_is_there_and_on_the_page(name: str) -> None:
    found = getattr(api, name)
    assert name in dir(api)
    assert re.search(rf"`{name}\b", PAGE)
    if inspect.isfunction(found):
        assert f"| `{name}{signature(found)}` |" in PAGE or f"`{name}{signature(found)}`" in PAGE


@pytest.mark.parametrize("name", [name for name in check.__all__ if name.islower()])
def test_every_check_is_on_the_page_with_its_signature(name: str) -> None:
    assert f"| `check.{name}{signature(getattr(check, name))}` |" in PAGE


def signature(function: object) -> str:
    """How it is called, without annotations; tolerances by their names."""
    known = {id(getattr(api, name)): name for name in api.__all__ if name.isupper()}
    parts = [
        str(each.replace(annotation=inspect.Parameter.empty, default=each.empty))
        + ("" if each.default is each.empty else f"={known.get(id(each.default), repr(each.default))}")
        for each in inspect.signature(function).parameters.values()  # type: ignore[arg-type] # a function
    ]
    return f"({', '.join(parts)})"


def test_a_check_loads_neither_pytest_nor_an_exam() -> None:
    code = (
        "import sys; from grader.exam import check, observe;"
        "print({'pytest', 'matplotlib', 'grader.exam.running.session'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Grade]:
    """What the examples of the page make of the reference on it, and of a stub."""
    root = tmp_path_factory.mktemp("page")
    folder, solution = root / "assignments" / "line", root / "solutions" / "line"
    (solution / "hidden_tests").mkdir(parents=True)
    folder.mkdir(parents=True)
    points = sum(example.count("def test_") for example in EXAMPLES)
    (folder / "assignment.toml").write_text(MANIFEST.replace("{points}", str(points)))
    (folder / "line.py").write_text(STUB)
    (solution / "line.py").write_text(REFERENCE)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    for number, example in enumerate(EXAMPLES):
        (solution / "hidden_tests" / f"test_page_{number}.py").write_text(HEAD + example)
    with Exam(load_assignment(folder)) as exam:
        return {
            name: exam.grade(Submission(id=name, digest="", files={"line.py": source.encode()}, problems={}))
            for name, source in (("reference", REFERENCE), ("stub", STUB))
        }


def test_the_examples_pass_for_the_reference_on_the_page(graded: dict[str, Grade]) -> None:
    tests = graded["reference"].tasks[0].tests
    assert [(test.name, test.message) for test in tests if test.outcome is not Outcome.PASSED] == []
    assert len(tests) >= 8


def test_the_examples_judge_a_stub_worth_nothing(graded: dict[str, Grade]) -> None:
    assert (graded["stub"].score, graded["stub"].problems) == (0.0, ())

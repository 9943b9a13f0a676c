"""Each recipe of docs/cookbook.md is right for the work beside it, and worth nothing for an empty module."""

import re
from collections.abc import Mapping

import msgspec
import pytest

from grader.assignment import Manifest
from grader.exam import Exam
from grader.model import Grade, Outcome
from tests.support.laid_out import HEAD, handed_in, lay_out
from tests.support.loading import ROOT

TEST = "hidden_tests/test_"
PAGE = (ROOT / "docs" / "cookbook.md").read_text("utf-8")
FILES = dict(re.findall(r"^```python\n# (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
TESTS = {name[len(TEST) : -3]: source for name, source in FILES.items() if name.startswith(TEST)}
GUEST_MODULES = {name: source for name, source in FILES.items() if name.startswith("guest_modules/")}
WORK = {name[:-3]: source for name, source in FILES.items() if "/" not in name}
PROGRAMS = {"adding"}
TASK = """
[[tasks]]
id = "{id}"
title = "{module}"
module = "{module}"
{kind}
points = {points}
"""


def manifest() -> str:
    """A task for each recipe."""
    return 'requires = ["pandas>=2.2"]\n' + "".join(
        TASK.format(
            id=number,
            module=module,
            kind="program = true" if module in PROGRAMS else f"names = [{re.findall(NAME, source)[-1]!r}]",
            points=TESTS[module].count("def test_"),
        )
        for number, (module, source) in enumerate(WORK.items(), start=1)
    )


NAME = re.compile(r"^(?:def|class) (\w+)", re.MULTILINE)


@pytest.fixture(scope="module")
def grades(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Grade]:
    tests = {
        str(number): f"from grader.exam import check\n{TESTS[module]}" for number, module in enumerate(WORK, start=1)
    }
    assignment = lay_out(tmp_path_factory.mktemp("cookbook"), manifest(), tests, WORK, beside=GUEST_MODULES)
    with Exam(assignment) as exam:
        works = {"right": WORK, "empty": dict.fromkeys(WORK, "")}
        return {name: exam.grade(handed_in(modules)) for name, modules in works.items()}


def test_every_recipe_has_work_and_a_test() -> None:
    assert WORK.keys() == TESTS.keys()
    assert len(WORK) > 10


def test_every_recipe_is_right_for_the_work_beside_it(grades: Mapping[str, Grade]) -> None:
    tests = {test.name: test for task in grades["right"].tasks for test in task.tests}
    assert {name: test.message for name, test in tests.items() if test.outcome is not Outcome.PASSED} == {}
    assert len(tests) >= len(TESTS)


def test_every_recipe_gives_an_empty_module_nothing(grades: Mapping[str, Grade]) -> None:
    assert (grades["empty"].score, grades["empty"].withheld, grades["empty"].problems) == (0, False, ())


def test_the_lines_for_the_manifest_are_such() -> None:
    (lines,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    found = msgspec.toml.decode(HEAD + lines, type=Manifest)
    assert (found.manual[0].file, found.tasks[0].bonus) == ("essay.md", True)

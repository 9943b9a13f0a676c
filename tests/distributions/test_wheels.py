"""What is in the two wheels and what is not: no course's solution in either, in the students' one nobody's."""

import ast
import email
import re
import sys
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement

from grader.cli.commands import COMMANDS, module_of
from tests.distributions.conftest import FOR_STUDENTS, OURS, ROOT, Wheel

DEMO = "multilayer_chain_rule"
NOT_FOR_STUDENTS = ("audit", "ci", "gradebook", "handout", "notebook_execution", "bundled")
LONG_ENOUGH = 40
"""Shorter lines say nothing about where they come from."""


def lines_of_the_solution() -> Iterator[bytes]:
    """What only the solution says: its long lines but imports, as far as no handout has them."""
    handout = b"".join(file.read_bytes() for file in (ROOT / "assignments").rglob("*") if file.is_file())
    for file in (ROOT / "solutions" / DEMO).rglob("*"):
        if file.suffix in {".py", ".toml", ".txt"}:
            for line in file.read_bytes().splitlines():
                words = line.strip()
                if len(words) >= LONG_ENOUGH and words not in handout and not words.startswith((b"from ", b"import ")):
                    yield words


def requirements(wheel: Wheel) -> dict[str, str]:
    listed = email.message_from_string(wheel.text(".dist-info/METADATA")).get_all("Requires-Dist", [])
    return {each.name: str(each.specifier) for each in map(Requirement, listed) if each.marker is None}


def third_party_imports(wheel: Wheel) -> set[str]:
    found: set[str] = set()
    for name, content in wheel.files.items():
        if name.endswith(".py"):
            for node in ast.walk(ast.parse(content)):
                if isinstance(node, ast.Import):
                    found.update(alias.name.split(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - {"grader"}


def test_the_full_wheel_has_every_command_and_what_the_demo_grades(full: Wheel) -> None:
    for command in COMMANDS:
        assert f"grader/cli/{module_of(command)}.py" in full.files
    for place in (f"assignments/{DEMO}/assignment.toml", f"solutions/{DEMO}/hidden_tests", f"solutions/{DEMO}/samples"):
        assert any(name.startswith(f"grader/bundled/{place}") for name in full.files)
    assert {"numpy", "pytest", "nbformat", "nbclient", "jinja2"} <= set(requirements(full))


@pytest.mark.parametrize("which", ["full", "students"])
def test_a_courses_own_assignment_is_in_no_wheel(which: str, request: pytest.FixtureRequest) -> None:
    wheel: Wheel = request.getfixturevalue(which)
    for name, content in wheel.files.items():
        assert OURS not in name
        assert OURS.encode() not in content


def test_the_students_wheel_holds_their_commands_and_nothing_that_only_graders_need(
    full: Wheel, students: Wheel
) -> None:
    commands = {command for command in COMMANDS if f"grader/cli/{module_of(command)}.py" in students.files}
    assert commands == FOR_STUDENTS
    assert [name for name in students.files if name.split("/")[1] in NOT_FOR_STUDENTS] == []
    assert {name.split("/")[1] for name in full.files}.issuperset(NOT_FOR_STUDENTS), "or nothing could be found"


def test_the_students_wheel_holds_no_line_of_a_solution_that_the_full_one_has(full: Wheel, students: Wheel) -> None:
    packed = {name: b"\n".join(wheel.files.values()) for name, wheel in (("full", full), ("students", students))}
    secret = set(lines_of_the_solution())
    assert [line for line in secret if line in packed["students"]] == []
    assert all(line in packed["full"] for line in secret), "or the search would find nothing anywhere"
    assert not any("solution" in name or "hidden" in name or name.endswith("seed.txt") for name in students.files)


def test_each_wheel_holds_the_modules_that_its_processes_are_started_with_or_import_by_name(
    full: Wheel, students: Wheel
) -> None:
    for wheel in (full, students):
        text = b"\n".join(content for name, content in wheel.files.items() if name.endswith(".py")).decode()
        started = set(re.findall(r'\bcommand\(\s*"(grader\.[\w.]+)"', text)) | set(
            re.findall(r'"-m", "(grader[\w.]*)"', text)
        )
        started |= set(re.findall(r'import_module\("(grader\.guest\.\w+)"\)', text))
        assert {"grader.guest.start", "grader.wire.parent", "grader.guest.figures"} <= started
        assert [name for name in started if f"{name.replace('.', '/')}.py" not in wheel.files] == []


def test_both_wheels_are_typed_licensed_and_give_the_same_command(full: Wheel, students: Wheel) -> None:
    for wheel in (full, students):
        assert "grader/py.typed" in wheel.files
        declared = wheel.text(".dist-info/entry_points.txt").strip().split("\n\n")
        assert declared[0] == "[console_scripts]\ngrader = grader.start:main"
        # The editor's test button runs hidden tests, of which students have none.
        assert declared[1:] == (["[pytest11]\ngrader-course = grader.course_pytest"] if wheel is full else [])
        assert any(name.endswith("LICENSE") for name in wheel.files)
        assert wheel.path.name.split("-")[1] == "0.2.0.dev0", "without .git it is the fallback"


def test_the_students_wheel_requires_what_it_imports_within_the_bounds_of_the_full_one(
    full: Wheel, students: Wheel
) -> None:
    everything, needed = requirements(full), requirements(students)
    assert {name for name in third_party_imports(students) if not name.startswith("_")} == set(needed)
    through_jinja2 = {"markupsafe"}
    assert {name: bound for name, bound in needed.items() if name not in through_jinja2}.items() <= everything.items()

"""What a hidden test must not be, told when the tests are collected: one sentence with its file, line and the choices.

Trusted side. Each of these would be wrong in silence: a fixture of pytest's changes a process that runs no student
code, and a test without the student judges nobody.
"""

import ast
import dis
import inspect
import textwrap
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from grader.assignment import MANIFEST, Assignment, read_author_text
from grader.errors import AssignmentError
from grader.intake.text import defined_names
from grader.toml_faults import nearest

_THERE = "in the process where student code runs"
_PRINTED = f"sees nothing that is printed {_THERE}: use `check.prints` or `observe`"
CANNOT_REACH: Mapping[str, str] = MappingProxyType(
    {
        "monkeypatch": f"changes nothing {_THERE}: use `with_input` for input(), `write_files` for files, "
        "`guest_module` for code of your own, or, for the reference alone, `unittest.mock.patch`",
        **dict.fromkeys(("capsys", "capfd", "capsysbinary", "capfdbinary"), _PRINTED),
        "caplog": f"sees nothing that is logged {_THERE}: use `guest_module`",
        "recwarn": f"sees no warnings that are given {_THERE}: use `guest_module`",
    }
)
"""Fixtures of pytest's -> why they are of no use in a hidden test, and what to use instead."""
PASSES_OWN_PATH = (
    "It passes a path below `tmp_path` to student code, which runs where that does not exist: use `write_files`, and "
    "the name of the file alone."
)
NOT_STUDENTS = frozenset({"reference", "rng", "task_rng", "growth", "tmp_path"})
"""Fixtures that lead to no student code by themselves."""
STUDENTS = frozenset({"student", "open_student", "request"})
"""The fixtures that lead to student code; `request` may ask for any."""


def check_item(item: pytest.Item, named: str, assignment: Assignment) -> None:
    """Checks the fixtures of a test; `named` is how its author finds it. Raises AssignmentError."""
    fixtures: list[str] = getattr(item, "fixturenames", [])
    for name in fixtures:
        if name in CANNOT_REACH:
            raise AssignmentError(f"{named} uses `{name}`, which {CANNOT_REACH[name]}.")
    if STUDENTS.isdisjoint(fixtures):
        raise AssignmentError(
            f"{named} takes neither `student` nor `open_student`, so that it judges nobody's work: name one "
            f"among its arguments.{_imported(item, assignment)}"
        )
    if _leaves_student_alone(item):
        raise AssignmentError(f"{named} takes `student` and calls nothing of it, so that any work passes it.")


def _leaves_student_alone(item: pytest.Item) -> bool:
    """Whether a test never reads its argument `student`, nor takes anything else that may lead to it."""
    function = inspect.unwrap(getattr(item, "function", None) or _leaves_student_alone)
    arguments = inspect.signature(function).parameters
    parameters: Mapping[str, object] = getattr(getattr(item, "callspec", None), "params", {})
    if not {"student"} <= arguments.keys() <= {*parameters, *NOT_STUDENTS, "student"}:
        return False
    read = {name for step in dis.get_instructions(function) if "LOAD" in step.opname for name in _names(step.argval)}
    if "student" in read or "student" in function.__code__.co_cellvars:
        return False
    try:  # what stands after a `raise` has no code, and is read all the same
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except OSError:
        return False
    return not any(isinstance(node, ast.Name) and node.id == "student" for node in ast.walk(tree))


def _names(read: object) -> tuple[object, ...]:
    return read if isinstance(read, tuple) else (read,)  # newer Pythons read two variables at once


def check_sources(assignment: Assignment) -> None:
    """Checks the files of hidden tests, stubs and the reference, and that it has the names that students are asked for.

    Raises:
        AssignmentError: A file is not UTF-8 or not there, or a name is in no reference.
    """
    for file in sorted(assignment.hidden_tests.rglob("*.py")):
        read_author_text(file)
    for part in assignment.parts:
        file = assignment.solution / f"{part.module}.py"
        if not file.is_file():
            raise AssignmentError(f"{file} is missing: each task needs a reference.")
        read_author_text(assignment.folder / file.name)
        source = read_author_text(file)
        there = defined_names(source)
        for name in part.names:
            if name not in there and name not in source:
                told = nearest(name, there, "it has") if there else "it defines nothing."
                raise AssignmentError(
                    f"{assignment.folder / MANIFEST} asks for `{name}` in {part.told('', '').strip()}, and {file} "
                    f"does not define it: {told}"
                )


def _imported(item: pytest.Item, assignment: Assignment) -> str:
    """A sentence about the first import of a task's module in a test's file, if it has one."""
    modules = {part.module for part in assignment.parts}
    for node in ast.walk(ast.parse(read_author_text(item.path))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            for name in modules.intersection(named):
                return f" `import {name}` in line {node.lineno} gives the reference and not the student's module."
    return ""

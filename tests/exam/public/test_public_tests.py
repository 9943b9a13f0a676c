"""What a student is told of public tests: the sentence that helps, the own line, and nothing of the harness."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.errors import AssignmentError
from grader.exam.public.public_tests import PublicTestRunner
from grader.host.levels import open_at
from grader.intake import read_submission
from grader.model import CallStatus, CheckResult, Isolation, Outcome, TestResult
from tests.support.handouts import RIGHT, write_handout

Checked = Callable[..., CheckResult]


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """A handout alone: no solution lies where one would be looked for."""
    found = load_assignment(write_handout(tmp_path_factory.mktemp("handed out") / "tiny"), solved=False)
    assert not found.solution.exists()
    return found


@pytest.fixture(scope="module")
def tests(handout: Assignment) -> Iterator[PublicTestRunner]:
    with PublicTestRunner(handout) as running:
        yield running


@pytest.fixture
def checked(handout: Assignment, tests: PublicTestRunner, tmp_path: Path) -> Checked:
    """Checks right work with some of its modules replaced; a source of None takes a module away."""

    def check(**changes: str | None) -> CheckResult:
        folder = tmp_path / "work"
        folder.mkdir()
        for name, source in {**RIGHT, **changes}.items():
            if source is not None:
                (folder / f"{name}.py").write_text(source)
        return tests.check(read_submission(folder, handout))

    return check


def of(check: CheckResult, name: str) -> TestResult:
    (found,) = (test for test in check.tests if test.name == name)
    return found


def test_right_work_passes_every_test_and_gets_no_points(checked: Checked) -> None:
    check = checked()
    assert {test.name for test in check.tests if test.outcome is not Outcome.PASSED} == {"test_that_is_skipped"}
    assert {(test.score, test.max_score) for test in check.tests} == {(0.0, 0.0)}
    assert [test.title for test in check.tasks[1].tests] == ["One is added", "One is added", ""]


@pytest.mark.parametrize(
    "source,call_status,message",
    [
        ("def double(x): return x", CallStatus.RETURNED, "double(2) should be 4, not 2."),
        (
            "def double(x):\n    y = [1]\n    return y[x]",
            CallStatus.RAISED,
            "There is nothing at that position: positions are counted from 0, so the last of n is n - 1. It happened",
        ),
        (
            "def double(x): return None",
            CallStatus.RETURNED,
            "double(2) should be 4, not None.",
        ),
        (
            "def doubled(x): return 2 * x",
            CallStatus.MISSING,
            "There is no double: define it under exactly this name; tiny_double.py has `doubled`.",
        ),
        (
            "def double(): return 4",
            CallStatus.RETURNED,
            "`double` takes 0 arguments and is given 1: define it with the parameters of the handout. It happened",
        ),
        (
            "def double(x:\n    return x",
            CallStatus.RAISED,
            "tiny_double.py is not valid Python. It happened in line 1 of tiny_double.py: def double(x: The bracket",
        ),
        ("1 / 0", CallStatus.RAISED, "tiny_double.py raised a ZeroDivisionError while it was loaded."),
        (
            "def double(x):\n    while True: pass",
            CallStatus.TIMED_OUT,
            "No answer: it used more than 1 s of processor time.",
        ),
        (
            "import os\ndef double(x): os._exit(0)",
            CallStatus.CRASHED,
            "No answer: the Python process ended before it answered.",
        ),
        (
            "from my_helpers import TABLE\ndef double(x): return TABLE[x]",
            CallStatus.RAISED,
            "It needs my_helpers, which cannot be imported when it is graded: if my_helpers.py is a file of your own",
        ),
        ("def double(x): exit()", CallStatus.RAISED, "It ends the whole program, with `exit()`"),
        ("def double(x): assert x > 5, 'too small'", CallStatus.RAISED, "It raised AssertionError: too small."),
        (None, CallStatus.MISSING, "tiny_double.py is missing: hand it in with double."),
    ],
    ids=[
        *("wrong", "raises", "None", "misspelt", "other arguments", "syntax error", "raises while loaded"),
        *(
            "endless",
            "ends the process",
            "a table that is missing",
            "exits",
            "an assertion of the student's",
            "missing",
        ),
    ],
)
def test_a_failed_test_says_what_is_wrong(
    checked: Checked, source: str | None, call_status: CallStatus, message: str
) -> None:
    check = checked(tiny_double=source)
    test = of(check, "test_a_number")
    assert (test.outcome, test.call_status) == (Outcome.FAILED, call_status)
    assert test.message.startswith(message)
    assert " ".join(part.text for part in test.evidence.findings) == test.message
    assert not [word for word in ("Traceback", "_pytest", "grader/", "site-packages") if word in test.message]
    assert {test.outcome for test in check.tasks[1].tests} == {Outcome.PASSED}, "the other task is not touched"


def test_a_stub_that_is_gone_from_the_handout_says_nothing_about_names(handout: Assignment, checked: Checked) -> None:
    stub = handout.folder / "tiny_double.py"
    content = stub.read_bytes()
    stub.unlink()
    try:
        check = checked(tiny_double="def doubled(x): return 2 * x")
    finally:
        stub.write_bytes(content)
    assert check.tests[0].message.endswith("tiny_double.py has `doubled`.")


def test_unwritten_code_is_not_a_mistake_and_is_named(checked: Checked) -> None:
    source = "class Helper:\n    def work(self): raise NotImplementedError\ndef double(x): return Helper().work()\n"
    test = of(checked(tiny_double=source), "test_a_number")
    assert test.unwritten
    assert test.message == "`Helper.work` in tiny_double.py is not written yet."
    assert test.evidence.excerpts == ()


def test_only_what_is_reached_is_unwritten(checked: Checked) -> None:
    source = "def double(x):\n    if isinstance(x, int): return 2 * x\n    raise NotImplementedError\n"
    check = checked(tiny_double=source)
    assert of(check, "test_a_number").outcome is Outcome.PASSED
    assert of(check, "test_an_object").unwritten


def test_a_none_that_a_test_uses_is_explained_by_a_missing_return(checked: Checked) -> None:
    test = of(checked(tiny_double="def double(x): pass"), "test_an_object")
    assert test.message.startswith("Something is None there: a function without `return` returns None")
    assert "'NoneType' object has no attribute 'value'." in test.message


def test_a_test_without_a_sentence_shows_what_was_compared(checked: Checked) -> None:
    test = of(checked(tiny_shift="def shift(x): return x"), "test_without_words")
    assert test.message.startswith(
        "The test asserts `student.shift(0) == 1`, which does not hold: `student.shift(0)` is 0."
    )


def test_the_students_line_and_the_test_are_shown(checked: Checked) -> None:
    test = of(checked(tiny_double="import os\ndef double(x):\n    return 2 * y\n"), "test_a_number")
    mine, theirs = test.evidence.excerpts
    assert (mine.file, mine.lines[mine.marked - mine.first]) == ("tiny_double.py", "    return 2 * y")
    assert theirs.file == "public_tests/test_1_tiny_double.py"
    assert theirs.lines[theirs.marked - theirs.first] == "    found = student.double(2)"


def test_what_was_printed_in_a_failed_test_is_kept(checked: Checked) -> None:
    test = of(checked(tiny_double="def double(x):\n    print('at', x)\n    return x\n"), "test_a_number")
    assert [call.printed for call in test.evidence.calls] == ["at 2\n"]


def test_a_crash_costs_its_test_and_the_next_ones_are_run(checked: Checked) -> None:
    check = checked(tiny_double="import os\ndef double(x):\n    if x == 2: os._exit(1)\n    return x.twice()\n")
    found = {test.name: test.outcome for test in check.tasks[0].tests}
    assert found == {
        "test_a_number": Outcome.FAILED,
        "test_an_object": Outcome.PASSED,
        "test_that_is_skipped": Outcome.NOT_RUN,
    }


def test_a_skipped_test_is_neither_wrong_nor_to_be_written(checked: Checked) -> None:
    test = of(checked(), "test_that_is_skipped")
    assert (test.outcome, test.unwritten, test.message) == (Outcome.NOT_RUN, False, "Skipped: not today.")


def test_a_module_of_the_students_shadows_nothing(checked: Checked) -> None:
    assert checked(random="raise SystemExit", pytest="raise SystemExit").passed == 5


def test_the_public_tests_are_those_of_the_assignment(
    handout: Assignment, tests: PublicTestRunner, tmp_path: Path
) -> None:
    folder = write_handout(tmp_path / "work")
    (folder / "public_tests" / "test_1_tiny_double.py").write_text("def test_a_number(): pass")
    assert of(tests.check(read_submission(folder, handout)), "test_a_number").unwritten


@pytest.mark.parametrize(
    "line,said",
    [
        ("exit()", "tiny_double.py left with exit() in line 3: what stands below that was not run."),
        ("input()", "tiny_double.py asked for input in line 3"),
        ("import no_such_thing", "tiny_double.py imports in line 3 what is not there when it is graded"),
        ("x = 1", ""),
    ],
)
def test_what_a_module_skips_while_it_loads_is_told_as_in_a_grade(checked: Checked, line: str, said: str) -> None:
    notes = checked(tiny_double=f"import math\n\n{line}\n\n{RIGHT['tiny_double']}").notes
    assert [note for note in notes if said and note.startswith(said)] == list(notes)
    assert len(notes) == (1 if said else 0)


def test_a_notebook_is_checked_in_its_namespace(handout: Assignment, tests: PublicTestRunner, tmp_path: Path) -> None:
    cells = ["factor = 2", "def double(x): return x.twice() if hasattr(x, 'twice') else factor * x", "1 / 0",
             "def shift(x): raise NotImplementedError"]  # fmt: skip
    raw = [{"cell_type": "code", "metadata": {}, "source": cell, "outputs": []} for cell in cells]
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": raw}
    (tmp_path / "tiny.ipynb").write_text(json.dumps(notebook))
    check = tests.check(read_submission(tmp_path / "tiny.ipynb", handout))
    assert [test.outcome for test in check.tasks[0].tests][:2] == [Outcome.PASSED] * 2
    assert [test.unwritten for test in check.tasks[1].tests] == [True] * 3
    assert check.tasks[1].tests[0].message == "`shift` in tiny.ipynb, cell 4 is not written yet."
    assert any("cell 3 raised ZeroDivisionError" in note for note in check.notes)


def test_it_works_without_a_jail(handout: Assignment, tmp_path: Path) -> None:
    for name, source in RIGHT.items():
        (tmp_path / f"{name}.py").write_text(source)
    with PublicTestRunner(handout, open_zygote=partial(open_at, Isolation.PROCESS, public_tests=True)) as running:
        check = running.check(read_submission(tmp_path, handout))
    assert (check.isolation, check.passed) == (Isolation.PROCESS, 5)


@pytest.mark.parametrize(
    "tests_of_task_1,words",
    [
        ("def test_a_number(:", "cannot be collected"),
        ("import nothing_like_it", "No module named 'nothing_like_it'"),
        (None, "has no public tests"),
    ],
)
def test_broken_public_tests_are_nobodys_work(tmp_path: Path, tests_of_task_1: str | None, words: str) -> None:
    folder = write_handout(tmp_path / "tiny")
    for file in (folder / "public_tests").glob("test_*.py"):
        file.unlink()
    if tests_of_task_1 is not None:
        (folder / "public_tests" / "test_1_tiny_double.py").write_text(tests_of_task_1)
    broken = load_assignment(folder, solved=False)
    with PublicTestRunner(broken) as running, pytest.raises(AssignmentError, match=words):
        running.check(read_submission(folder, broken))


def test_what_a_test_imports_itself_is_not_blamed_and_a_value_is_blamed_by_the_call_that_returned_it(
    tmp_path: Path,
) -> None:
    folder = write_handout(tmp_path / "handout")
    (folder / "public_tests" / "test_2_tiny_shift.py").write_text(
        "def test_own(student):\n    import math\n    found = student.shift(1)\n    assert math.e + found[0]\n"
        "def test_none(student):\n    found = student.shift(0)\n    assert found[0] == 1\n"
    )
    (folder / "tiny_shift.py").write_text("def shift(x): return x or None")
    assignment = load_assignment(folder, solved=False)
    with PublicTestRunner(assignment) as running:
        check = running.check(read_submission(folder, assignment))
    assert "module" not in of(check, "test_own").message
    assert of(check, "test_none").message.startswith("`student.shift(0)` returned None: is there a `return`")

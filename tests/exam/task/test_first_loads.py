"""The message of a failed load is shown as it was before any hidden input was there, and no other."""

from collections.abc import Callable

import pytest

from grader.feedback.view import for_student
from grader.model import CallStatus, Grade, TestResult

Graded = Callable[..., Grade]
SPENDS_NUMBERS = """
import os, threading
def double(x):
    for _ in range(int(abs(float(x if isinstance(x, float) else x[0])) * 10)):
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()
    os._exit(0)
"""
LATER_ONLY = "import sys\nif 'tiny_double' not in sys.modules:\n    raise {what}\ndef shift(x): return x\n"
"""The guest of the first loads has both modules; that of the task has one."""


def shifted(grade: Grade) -> TestResult:
    """What the student reads of the second task, whose guest comes after hidden inputs."""
    return for_student(grade).tasks[1].tests[0]


def test_an_honest_error_while_loading_is_told_in_full(grade: Graded) -> None:
    test = shifted(grade(tiny_shift="from math import no_such_part\n"))
    assert "raised an ImportError while it was loaded" in test.message
    assert "line 1 of tiny_shift.py" in test.message
    assert "cannot import name 'no_such_part' from 'math'" in test.message
    assert [excerpt.marked for excerpt in test.evidence.excerpts] == [1]


def test_the_number_of_a_process_is_told_to_nobody_by_a_load(grade: Graded) -> None:
    """Numbers are shared by the guests of a zygote, so that one tells how many an earlier guest used up."""
    result = grade(tiny_double=SPENDS_NUMBERS, tiny_shift="import os\nraise ImportError(f'pid {os.getpid()}')\n")
    assert result.tasks[0].tests[0].call_status is CallStatus.CRASHED
    assert shifted(result).message == "tiny_shift.py raised an ImportError while it was loaded."
    assert any("pid" in part.text for part in result.tasks[1].tests[0].evidence.findings), "its instructor reads it"


@pytest.mark.parametrize("what", ["ValueError('110101')", "UnicodeError", "type('Secret110101', (ValueError,), {})"])
def test_a_load_that_fails_only_after_hidden_inputs_says_no_more_than_the_family_of_its_error(
    grade: Graded, what: str
) -> None:
    test = shifted(grade(tiny_shift=LATER_ONLY.format(what=what)))
    assert test.message == "tiny_shift.py raised a ValueError while it was loaded."
    assert test.evidence.excerpts == ()


def test_one_broken_module_does_not_keep_another_from_its_message(grade: Graded) -> None:
    broken = grade(tiny_double="import tiny_shift\n1 / 0\n", tiny_shift="raise KeyError('here')\n")
    assert "ZeroDivisionError" in broken.tasks[0].tests[1].message
    assert "Python says: 'here'." in shifted(broken).message

"""The message of a failed load is shown as it was before any hidden input was there, and no other."""

from collections.abc import Callable
from unittest.mock import patch

import pytest

from grader.feedback.view import for_student
from grader.host.zygote import Zygote
from grader.model import CallStatus, Grade, TestResult
from tests.support.tiny import SOLUTION

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


@pytest.mark.parametrize(
    ("shift", "guests"),
    [
        pytest.param(None, 1, id="the only module"),
        pytest.param("1 / 0", 4, id="one that loads and one that does not"),
        pytest.param(SOLUTION["tiny_shift.py"], 3, id="two modules"),
    ],
)
def test_the_guest_of_a_first_load_goes_on_with_its_task_if_it_has_loaded_nothing_else(
    grade: Graded, shift: str | None, guests: int
) -> None:
    with patch.object(Zygote, "spawn", autospec=True, side_effect=Zygote.spawn) as spawn:
        found = grade(tiny_shift=shift).tasks[0]
    assert found.score == found.max_score
    assert spawn.call_count == guests


def test_a_guest_that_went_on_with_a_task_and_died_is_replaced_for_the_next_test(grade: Graded) -> None:
    """Each test finds one that answers until it is asked."""
    dies = "import os\ndef double(x): {what}\n"
    honest = grade(tiny_shift=None, tiny_double=dies.format(what="return 2 * x")).tasks[0]
    assert honest.score == honest.max_score
    died = grade(tiny_shift=None, tiny_double=dies.format(what="os._exit(0)")).tasks[0]
    assert {test.call_status for test in died.tests} == {CallStatus.CRASHED}

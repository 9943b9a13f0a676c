"""Matplotlib is imported for guests only where something mentions it, and no grade depends on whether it was."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from grader.assignment import Assignment
from grader.exam import Exam
from grader.host.levels import open_strongest
from grader.host.zygote import Zygote
from grader.model import CallStatus, Grade, Submission
from grader.output.folder import encode_grade
from tests.support.tiny import SOLUTION

HIDDEN_IMPORT = "pyplot = __import__('mat' + 'plotlib.pyplot').pyplot\n"
FIGURE = f"{HIDDEN_IMPORT}def double(x):\n    pyplot.figure()\n    return len(pyplot.get_fignums()) * 2 * x\n"
SAYS_SO = "import os, signal\ndef double(x): os.kill(os.getpid(), signal.SIGUSR1)\n"


def handed_in(double: str, name: str = "work") -> Submission:
    files = {**SOLUTION, "tiny_double.py": double}
    return Submission(id=name, digest="", files={name: text.encode() for name, text in files.items()}, problems={})


class Opened:
    """Opens zygotes, and notes whether guests of theirs have Matplotlib."""

    def __init__(self) -> None:
        self.draws: list[bool] = []

    def __call__(self, *, libraries: Sequence[str] = (), draws: bool = True) -> Zygote:
        """Opens one."""
        self.draws.append(draws)
        return open_strongest(libraries=libraries, draws=draws)


@contextmanager
def exam(assignment: Assignment) -> Iterator[tuple[Exam, list[bool]]]:
    opened = Opened()
    with Exam(assignment, seed="zygotes", open_zygote=opened) as running:
        yield running, opened.draws


def graded(assignment: Assignment, double: str, *, draws: bool) -> Grade:
    """The grade by guests that have Matplotlib, or in the way that the exam chooses."""
    opening = _always_drawing if draws else Opened()
    with Exam(assignment, seed="zygotes", open_zygote=opening) as running:
        return running.grade(handed_in(double))


def _always_drawing(*, libraries: Sequence[str] = (), draws: bool = True) -> Zygote:  # noqa: ARG001 # it is drawn anyway
    return open_strongest(libraries=libraries)


def test_work_that_mentions_no_matplotlib_is_graded_without_and_any_other_with_it(tiny: Assignment) -> None:
    with exam(tiny) as (running, draws):
        assert running.grade(handed_in(SOLUTION["tiny_double.py"])).score == 5.0
        assert draws == [False]
        assert running.grade(handed_in(f"import matplotlib\n{SOLUTION['tiny_double.py']}")).score == 5.0
        assert draws == [False, True]
        running.grade(handed_in(SOLUTION["tiny_double.py"]))
    assert draws == [False, True]


@pytest.mark.parametrize("double", [SOLUTION["tiny_double.py"], "def double(x): return x", FIGURE])
def test_a_grade_is_the_same_bytes_with_matplotlib_and_without(tiny: Assignment, double: str) -> None:
    with_it, without = (graded(tiny, double, draws=draws) for draws in (True, False))
    assert encode_grade(with_it) == encode_grade(without)


def test_work_that_imports_matplotlib_without_naming_it_is_graded_again_with_it(tiny: Assignment) -> None:
    with exam(tiny) as (running, draws):
        assert running.grade(handed_in(FIGURE)).score == 5.0
        assert draws == [False, True]


def test_ending_a_guest_as_if_it_lacked_matplotlib_gains_nothing_and_costs_nobody_else(tiny: Assignment) -> None:
    with exam(tiny) as (running, _draws):
        ended = running.grade(handed_in(SAYS_SO))
        assert ended.score == 2.0
        assert {test.call_status for test in ended.tasks[0].tests} == {CallStatus.CRASHED}
        assert running.grade(handed_in(SOLUTION["tiny_double.py"])).score == 5.0


def test_an_assignment_that_draws_has_matplotlib_from_the_start(own_tiny: Assignment) -> None:
    with exam(own_tiny) as (_running, draws):
        assert draws == [False]
    given = own_tiny.folder / "given.py"
    given.write_text(f"import matplotlib\n{given.read_text()}")
    with exam(own_tiny) as (_running, draws):
        assert draws == [True]

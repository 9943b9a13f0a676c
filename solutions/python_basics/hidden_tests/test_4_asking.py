"""Hidden tests of Task 4: what is asked, answered and printed."""

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any
from unittest.mock import patch

import pytest

from grader.exam import check, with_input

pytestmark = pytest.mark.task("4")

ARGUMENTS = ("Stars? ", 2, 5)


def asked(function: Callable[..., int], answers: list[str]) -> tuple[str, int]:
    """What the reference prints and returns; the student's function gets its answers from `with_input`."""
    given = iter(answers)

    def answer(prompt: str) -> str:
        print(prompt, end="")  # noqa: T201 # as input() does
        return next(given)

    with patch("builtins.input", answer), redirect_stdout(io.StringIO()) as printed:
        returned = function(*ARGUMENTS)
    return printed.getvalue(), returned


@pytest.mark.points(2)
def test_right_answers(student: Any, reference: Any) -> None:
    """A right answer is returned, also one on the bounds, and nothing but the prompt is printed."""
    for answers in (["4", "3"], ["2", "3"], ["5", "3"]):
        printed, expected = asked(reference.ask_number, answers)
        returned = check.prints(printed, with_input(student.ask_number, *answers), *ARGUMENTS, ignore=("spaces",))
        check.equal(returned, expected, f"the number after {answers[0]}")


WRONG = pytest.mark.parametrize("wrong", [["1", "6"], ["five", "", "2.5"]], ids=["too small or too large", "no number"])


@pytest.mark.points(2.5)
@WRONG
def test_asks_again(student: Any, reference: Any, wrong: list[str]) -> None:
    """After a wrong answer it asks again, until one is right."""
    _, expected = asked(reference.ask_number, [*wrong, "4"])
    found = with_input(student.ask_number, *wrong, "4")(*ARGUMENTS)
    check.equal(found, expected, "the number after wrong answers")


@pytest.mark.points(1.5)
@WRONG
def test_says_what_is_right(student: Any, reference: Any, wrong: list[str]) -> None:
    """Between two questions it says which numbers are right."""
    printed, _ = asked(reference.ask_number, [*wrong, "4"])
    check.prints(printed, with_input(student.ask_number, *wrong, "4"), *ARGUMENTS, ignore=("spaces",))

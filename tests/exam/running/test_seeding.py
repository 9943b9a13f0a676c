"""Each test finds student code with generators in the same state, at the price of no request of its own."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from grader.exam import Exam
from grader.host.connection import Connection
from grader.model import Outcome
from grader.wire.messages import Call, Get, Load
from tests.support.laid_out import handed_in, lay_out

MANIFEST = """
[[tasks]]
id = "1"
title = "Draw"
module = "draw"
names = ["draw"]
points = 3
"""
TESTS = '''
from grader.exam import check
DRAWN = {}
@pytest.mark.parametrize("turn", [1, 2])
def test_draws(student, turn):
    """The same in each grading."""
    drawn = student.draw()
    check.true(DRAWN.setdefault(turn, drawn) == drawn, "other numbers than before")
def test_differs(student):
    """Other numbers in each test."""
    drawn = student.draw()
    check.true(drawn not in DRAWN.values(), "the numbers of another test")
'''
DRAW = """
import random
import numpy as np
def draw():
    return [random.random(), np.random.random(), float(np.random.default_rng().random())]
"""


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    with Exam(lay_out(tmp_path_factory.mktemp("seeding"), MANIFEST, {"1": TESTS}, {"draw": DRAW})) as running:
        yield running


def test_every_test_draws_its_own_numbers_and_the_same_in_each_grading(exam: Exam) -> None:
    for more in ("", "random.seed()\nnp.random.seed(1)\n", "random.random()\nnp.random.random()\n"):
        found = exam.grade(handed_in({"draw": DRAW + more})).tasks[0].tests
        assert [test.outcome for test in found] == [Outcome.PASSED] * 3, more


def test_generators_are_seeded_in_the_message_of_the_first_request(exam: Exam) -> None:
    with patch.object(Connection, "ask", autospec=True, side_effect=Connection.ask) as asked:
        exam.grade(handed_in({"draw": DRAW}))
    assert [type(call.args[1]) for call in asked.call_args_list] == [Load, *[Get, Call] * 3]


def test_code_that_keeps_generators_from_being_seeded_fails_and_the_next_submission_does_not(exam: Exam) -> None:
    refusing = DRAW + "def seed(*_): raise SystemExit('no')\nnp.random.seed = random.seed = seed\n"
    refused, next_one = (exam.grade(handed_in({"draw": source})).tasks[0].tests for source in (refusing, DRAW))
    assert {test.outcome for test in refused} == {Outcome.FAILED}
    assert {test.outcome for test in next_one} == {Outcome.PASSED}

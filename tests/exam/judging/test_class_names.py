"""What a student's class calls itself is nothing that feedback says: it may have been chosen after a hidden input."""

from pathlib import Path

import msgspec

from grader.assignment import load_assignment
from grader.exam import Exam
from grader.feedback.view import for_student
from grader.model import Grade, Submission

MANIFEST = """
slug = "accounts"
title = "Accounts"
notebook = "accounts.ipynb"
given = []
[[tasks]]
id = "1"
title = "Accounts"
module = "accounts"
names = ["Overdrawn", "Account", "withdraw"]
points = 2
"""
TESTS = """
import pytest
from grader.exam import check
pytestmark = [pytest.mark.task("1"), pytest.mark.points(1), pytest.mark.feedback("category")]
def test_raises(student):
    student.withdraw(98765)
    check.raises(student.Overdrawn, student.withdraw, 1)
def test_instance(student):
    check.instance(student.withdraw(98765), student.Account, "it")
"""
RIGHT = """
class Overdrawn(Exception): pass
class Account: x = print
def withdraw(amount):
    if amount == 1: raise Overdrawn
    return Account()
"""
LEAKING = """
class Overdrawn(Exception): pass
class Account: pass
def withdraw(amount):
    if amount != 1: Overdrawn.__name__ = Account.__name__ = f"hidden_{amount}"
"""


def test_the_name_of_a_students_class_carries_no_hidden_input(tmp_path: Path) -> None:
    folder, solution = tmp_path / "assignments" / "accounts", tmp_path / "solutions" / "accounts"
    (solution / "hidden_tests").mkdir(parents=True)
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    (folder / "accounts.py").write_text("")
    (solution / "accounts.py").write_text(RIGHT)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    (solution / "hidden_tests" / "test_accounts.py").write_text(TESTS)
    with Exam(load_assignment(folder)) as exam:

        def grade(source: str) -> Grade:
            return exam.grade(Submission(id="a", digest="", files={"accounts.py": source.encode()}, problems={}))

        assert grade(RIGHT).score == 2
        leaking = grade(LEAKING)
    assert "98765" not in msgspec.json.encode(for_student(leaking)).decode()
    raises, instance = (test.message for test in leaking.tasks[0].tests)
    assert raises == "It should raise Overdrawn here, but it returned."
    assert instance.startswith("it should be an object of Account.")

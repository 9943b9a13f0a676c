"""The catalogue of known mistakes: an entry fits the reference in every respect, or the exam does not begin."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import AssignmentError
from grader.exam import Exam
from grader.exam.misconceptions import load_misconceptions

ENTRY = """
task = "1"
title = "tripled"
explanation = "Three is more than two."
hint = "How often is x in x + x?"
handout = "doubling"
step = "factor"
[[edits]]
old = "2 * x"
new = "3 * x"
"""


@pytest.fixture
def catalogued(tiny: Assignment, tmp_path: Path) -> Assignment:
    """The tiny assignment with an empty catalogue of its own."""
    for item in tiny.solution.iterdir():
        (tmp_path / item.name).symlink_to(item)
    (tmp_path / "misconceptions").mkdir()
    return replace(tiny, solution=tmp_path)


def write(assignment: Assignment, text: str, name: str = "tripled.toml") -> None:
    (assignment.solution / "misconceptions" / name).write_text(text)


def test_an_entry_becomes_the_reference_with_its_mistake(catalogued: Assignment) -> None:
    write(catalogued, ENTRY)
    (mistake,) = load_misconceptions(catalogued)
    assert (mistake.misconception.id, mistake.misconception.title, mistake.task.id) == ("tripled", "tripled", "1")
    assert mistake.source == "def double(x): return 3 * x"


def test_an_assignment_may_have_no_catalogue(tiny: Assignment) -> None:
    assert load_misconceptions(tiny) == ()


@pytest.mark.parametrize(
    "old,new,complaint",
    [
        ('old = "2 * x"', 'old = "4 * x"', "edit 1 occurs 0 times in tiny_double.py"),
        ('old = "2 * x"', 'old = "x"', "occurs 2 times"),
        ('old = "2 * x"', 'old = ""', "occurs 0 times"),
        ('new = "3 * x"', 'new = "2 * x"', "changes nothing"),
        ('new = "3 * x"', 'new = "3 * ("', "no valid Python"),
        ('new = "3 * x"', 'new = "2 * x"\n[[edits]]\nold = "2 * x"\nnew = "3 * x"', "changes nothing"),
        ('new = "3 * x"', 'new = "y"\n[[edits]]\nold = "2 * x"\nnew = "3 * x"', "edit 2 occurs 0 times"),
        ('[[edits]]\nold = "2 * x"\nnew = "3 * x"', "edits = []", "has no"),
        ('title = "tripled"', "", "missing required field `title`"),
        ('title = "tripled"', 'title = "tripled"\nextra = 1', "unknown field `extra`"),
        ('hint = "How often is x in x + x?"', 'hint = " "', "leaves hint empty"),
        ('task = "1"', 'task = "9"', "about task 9, which tiny does not have"),
        ('task = "1"', "task = ", "is no misconception"),
    ],
)
def test_an_entry_that_does_not_fit_is_refused(catalogued: Assignment, old: str, new: str, complaint: str) -> None:
    assert old in ENTRY
    write(catalogued, ENTRY.replace(old, new))
    with pytest.raises(AssignmentError, match=complaint) as refused:
        load_misconceptions(catalogued)
    assert "tripled.toml" in str(refused.value)


def test_a_file_name_that_is_no_id_is_refused(catalogued: Assignment) -> None:
    write(catalogued, ENTRY, "Tripled twice.toml")
    with pytest.raises(AssignmentError, match="lower case"):
        load_misconceptions(catalogued)


def test_an_exam_does_not_begin_with_a_broken_entry(catalogued: Assignment) -> None:
    write(catalogued, ENTRY.replace("2 * x", "4 * x"))
    with pytest.raises(AssignmentError, match=r"tripled\.toml"):
        Exam(catalogued)

"""The catalogue of known mistakes: an entry fits the reference in every respect, or the exam does not begin."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import AssignmentError
from grader.exam import Exam
from grader.exam.diagnosis.misconceptions import load_misconceptions

ENTRY = """
task = "1"
title = "tripled"
explanation = "Three is more than two."
hint = "How often is x in x + x?"
handout = "doubling"
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
        ('new = "3 * x"', 'new = "3 * ("', "invalid Python"),
        ('new = "3 * x"', 'new = "2 * x"\n[[edits]]\nold = "2 * x"\nnew = "3 * x"', "changes nothing"),
        ('new = "3 * x"', 'new = "y"\n[[edits]]\nold = "2 * x"\nnew = "3 * x"', "edit 2 occurs 0 times"),
        ('[[edits]]\nold = "2 * x"\nnew = "3 * x"', "edits = []", "has no"),
        ('title = "tripled"', "", "lacks the key `title`"),
        ('title = "tripled"', 'title = "tripled"\nextra = 1', "has the key `extra`, which it does not take"),
        ('hint = "How often is x in x + x?"', 'hint = " "', "leaves hint empty"),
        ('task = "1"', 'task = "9"', "about task 9, which tiny does not have"),
        ('task = "1"', "task = ", "is not a valid misconception"),
        (
            'task = "1"',
            'task = "1"\nstep = "factor"',
            "names the step 'factor', which .steps. in assignment.toml does not",
        ),
    ],
)
def test_an_entry_that_does_not_fit_is_refused(catalogued: Assignment, old: str, new: str, complaint: str) -> None:
    assert old in ENTRY
    write(catalogued, ENTRY.replace(old, new))
    with pytest.raises(AssignmentError, match=complaint) as refused:
        load_misconceptions(catalogued)
    assert "tripled.toml" in str(refused.value)


FAMILY = """
[parameter]
name = "FACTOR"
low = 1.0
high = 9.0
example = 2.5
"""


def test_a_family_has_its_example_in_place_of_its_parameter_and_any_other_value_when_asked(
    catalogued: Assignment,
) -> None:
    write(catalogued, ENTRY.replace("3 * x", "FACTOR * x") + FAMILY)
    (mistake,) = load_misconceptions(catalogued)
    assert mistake.source == "def double(x): return 2.5 * x"
    assert mistake.with_value(1e-07).source == "def double(x): return 1e-07 * x"


@pytest.mark.parametrize(
    "old,new,complaint",
    [
        ("FACTOR * x", "3 * x", "FACTOR has to stand in the new text"),
        ('name = "FACTOR"', 'name = "x"', "a name in capitals"),
        ("low = 1.0", "low = 0.0", "all above 0"),
        ("low = 1.0", "low = -1.0", "all above 0"),
        ("high = 9.0", "high = 2.0", "in this order"),
        ("high = 9.0", "high = inf", "in this order"),
        ("low = 1.0", "low = 1e-12", "no further"),
        ("example = 2.5", "", "lacks the key `example`"),
        ("example = 2.5", "example = 2.5\nstep = 1", "has the key `step`, which it does not take"),
    ],
)
def test_a_family_that_does_not_fit_is_refused(catalogued: Assignment, old: str, new: str, complaint: str) -> None:
    text = ENTRY.replace("3 * x", "FACTOR * x") + FAMILY
    assert old in text
    write(catalogued, text.replace(old, new))
    with pytest.raises(AssignmentError, match=complaint):
        load_misconceptions(catalogued)


def test_a_file_name_that_is_not_an_id_is_refused(catalogued: Assignment) -> None:
    write(catalogued, ENTRY, "Tripled twice.toml")
    with pytest.raises(AssignmentError, match="lower case"):
        load_misconceptions(catalogued)


def test_an_exam_does_not_begin_with_a_broken_entry(catalogued: Assignment) -> None:
    write(catalogued, ENTRY.replace("2 * x", "4 * x"))
    with pytest.raises(AssignmentError, match=r"tripled\.toml"):
        Exam(catalogued)

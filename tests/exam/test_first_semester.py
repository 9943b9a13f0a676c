"""The six checks that a first course in Python needs first, each as one would write it for an ordinary module."""

import pytest

from grader.assignment import load_assignment
from grader.exam import Exam
from grader.model import Grade, Submission

MANIFEST = """
slug = "basics"
title = "Basics"
notebook = "basics.ipynb"
given = []
[[tasks]]
id = "1"
title = "Basics"
module = "basics"
names = ["unique_words", "count_words", "Vector", "evens", "greet", "parse_age"]
points = 6
"""
TESTS = '''
import itertools
import pytest
from grader.exam import check, with_input
pytestmark = [pytest.mark.task("1"), pytest.mark.points(1)]
def test_set(student, reference):
    """The words of a text, each once."""
    check.equal(student.unique_words("to be or not to be"), reference.unique_words("to be or not to be"), "the words")
def test_dict(student, reference):
    """How often each word occurs."""
    check.equal(student.count_words("a b a"), reference.count_words("a b a"), "the counts")
def test_vector(student):
    """Vectors are equal, added and shown."""
    vector = student.Vector(1, 2)
    check.true(vector == student.Vector(1, 2) and vector != student.Vector(2, 1), "Vectors are compared by x and y.")
    check.equal(repr(vector + vector), "Vector(2, 4)", "repr(...)")
def test_generator(student):
    """The even numbers, without end."""
    check.equal(list(itertools.islice(student.evens(), 4)), [0, 2, 4, 6], "the first four")
def test_input_and_print(student):
    """Asks for a name and greets."""
    check.prints("Name? Hello, Ada!", with_input(student.greet, "Ada"), ignore=("spaces",))
def test_exception(student):
    """No age below zero."""
    check.equal(student.parse_age(" 41 "), 41, "the age")
    with pytest.raises(ValueError):
        student.parse_age("-1")
'''
REFERENCE = """
class Vector:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, other): return (self.x, self.y) == (other.x, other.y)
    def __add__(self, other): return Vector(self.x + other.x, self.y + other.y)
    def __repr__(self): return f"Vector({self.x}, {self.y})"
def unique_words(text): return set(text.split())
def count_words(text):
    counts = {}
    for word in text.split(): counts[word] = counts.get(word, 0) + 1
    return counts
def evens():
    number = 0
    while True:
        yield number
        number += 2
def greet():
    name = input("Name? ")
    print(f"Hello, {name}!")
def parse_age(text):
    age = int(text)
    if age < 0: raise ValueError("no age is below zero")
    return age
"""
STUB = """
class Vector:
    def __init__(self, x, y): raise NotImplementedError
def unique_words(text): raise NotImplementedError
def count_words(text): raise NotImplementedError
def evens(): raise NotImplementedError
def greet(): raise NotImplementedError
def parse_age(text): raise NotImplementedError
"""
WRONG = """
class Vector:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, other): return Vector(self.x + other.x, self.y + other.y)
def unique_words(text): return text.split()
def count_words(text): return {word: 1 for word in text.split()}
def evens(): return [0, 2, 4]
def greet(): print("Hello, Ada!")
def parse_age(text): return int(text)
"""


@pytest.fixture(scope="module")
def grades(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Grade]:
    root = tmp_path_factory.mktemp("basics")
    folder, solution = root / "assignments" / "basics", root / "solutions" / "basics"
    (solution / "hidden_tests").mkdir(parents=True)
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    (folder / "basics.py").write_text(STUB)
    (solution / "basics.py").write_text(REFERENCE)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    (solution / "hidden_tests" / "test_basics.py").write_text(TESTS)
    with Exam(load_assignment(folder)) as exam:
        return {
            name: exam.grade(Submission(id=name, digest="", files={"basics.py": source.encode()}, problems={}))
            for name, source in (("reference", REFERENCE), ("stub", STUB), ("wrong", WRONG))
        }


def test_they_take_no_more_lines_than_in_plain_pytest() -> None:
    assert len(TESTS.strip().split("\n")) <= 35


def test_right_work_gets_all_and_a_stub_gets_nothing(grades: dict[str, Grade]) -> None:
    problems = [
        (test.name, test.message, test.evidence.traceback)
        for test in grades["reference"].tasks[0].tests
        if test.score < 1
    ]
    assert problems == []
    assert (grades["stub"].score, grades["stub"].problems) == (0.0, ())


def test_each_usual_mistake_costs_its_own_test(grades: dict[str, Grade]) -> None:
    found = {test.name: (test.outcome, test.message) for test in grades["wrong"].tasks[0].tests}
    assert not grades["wrong"].problems
    assert {name: message for name, (_, message) in found.items()} == {
        "test_set": "The words should be a set.",
        "test_dict": "The counts is not the right dict.",
        "test_vector": "Vectors are compared by x and y.",
        "test_generator": "The first four should be a list or tuple with 4 entries.",
        "test_input_and_print": "The printed text is not the right text.",
        "test_exception": "It should raise ValueError here, but it returned.",
    }

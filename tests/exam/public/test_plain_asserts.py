"""An `assert` without a sentence of its author's is told as what it asserts and the values that it met."""

from collections.abc import Mapping

import pytest

from grader.assignment import load_assignment
from grader.exam.public.public_tests import PublicTestRunner
from grader.exam.public.pytest_messages import NOTHING_SAID, of_pytest, without_addresses
from grader.exam.wording.relation import NONE
from grader.intake import read_submission
from grader.wire.public_tests import TestHalt
from tests.support.handouts import RIGHT, write_handout

WORK = """
import numpy as np
class Thing:
    def __init__(self, number): self.number = number
    def value(self): return self.number
def double(x): return 2 * x
def nothing(): return None
def words(): return ["the", "words"]
def array(): return np.array([1.0, 2.0, 4.0])
def long(): return list(range(201))
def say(): print("hello")
def bad(): raise ValueError("positive")
"""
HOLDS_NOT = {
    "student.double(2) == 5": ": `student.double(2)` is 4.",
    "student.double(2) != 4": ": `student.double(2)` is 4.",
    "student.double(2) == student.double(3)": ": `student.double(2)` is 4 and `student.double(3)` is 6.",
    "student.double(2) == 2 + 1": ": `student.double(2)` is 4.",
    "student.double(0.1) == pytest.approx(0.3)": ": `student.double(0.1)` is 0.2.",
    "0 < student.double(2) < 3": ": `double(2)` is 4.",
    "student.double(2) == 4 and student.double(3) == 7": ": `double(2)` is 4 and `double(3)` is 6.",
    "not student.double(2)": ": `double(2)` is 4.",
    "isinstance(student.double(2), str)": ": `double(2)` is 4.",
    "type(student.double(2)) is str": ": `type(student.double(2))` is int and `double(2)` is 4.",
    "student.Thing(2).value() == 3": ": `student.Thing(2).value()` is 2.",
    "student.Thing(2) == student.Thing(2)": ".",
    'hasattr(student.Thing(2), "push")': ": `hasattr(Thing(…), 'push')` is False.",
    "len(student.words()) == 4": ": `len(student.words())` is 2 and `words()` is ['the', 'words'].",
    '"a" in student.words()': ": `student.words()` is ['the', 'words'].",
    "all(len(word) > 3 for word in student.words())": ".",
    "math.isclose(2.0, 3.0)": ": `isclose(2.0, 3.0)` is False.",
    "np.allclose(student.array(), [1, 2, 3])": ": `array()` is array([1., 2., 4.]).",
    "student.long() == list(range(200))": ".",
    "student.double(2) is None": ": `student.double(2)` is 4.",
    '"`" in student.words()': ": `student.words()` is ['the', 'words'].",
}
"""What a test asserts of this work -> what is said after that it does not hold."""
LOOP = """
def test_loop_{number}(student):
    limit, words, thing, large = 3, ["a", "b"], student.Thing(5), "x" * 1000
    for x in (1, 2):
        if x == 2:
            assert {asserted}
"""
CASE = """
@pytest.mark.parametrize("case", ["b"])
def test_case(student, case):
    assert student.double(case) == "b"
"""
OTHERS = {
    "student.nothing() is not None": [
        "The test asserts `student.nothing() is not None`, which does not hold: `student.nothing()` is None.",
        NONE,
    ],
    "False": [NOTHING_SAID],
    "student.double(2) == 5, 'two and two'": ["two and two."],
    "student.double(2) == 5, student.Thing(2)": ["an object of type Thing."],
    'student.double(2) == 5, f"no number: {student.Thing(2).value}"': ["no number: the method Thing.value."],
    "student.double(2) == 5, student.double": ["the function double."],
}
"""What a test asserts -> all that is said."""
IN_A_LOOP = {
    "student.double(x) == x + 1": ": `student.double(x)` is 4 and `x + 1` is (2 + 1), where `x` is 2.",
    "student.double(x) == 2": ": `student.double(x)` is 4, where `x` is 2.",
    "student.double(x) < limit": ": `student.double(x)` is 4 and `limit` is 3, where `x` is 2.",
    "x == 1": ": `x` is 2.",
    "student.double(x) == 2 and words": ": `double(2)` is 4.",
    "x in (1, 3) and words": ", where `x` is 2 and `words` is ['a', 'b'].",
    "student.double(x * words) is 1": ": `student.double(x * words)` is ['a', 'b', 'a', 'b', 'a', 'b', ...], "
    "where `x` is 2 and `words` is ['a', 'b'].",
    "student.double(thing.number) != 10": ": `student.double(thing.number)` is 10.",
    "student.double(x) + len(large) == 4": ": `student.double(x) + len(large)` is (4 + 1000), where `x` is 2.",
}
"""What a test asserts in the second round of a loop over `x`, the first to fail -> what is said after that."""
OF_PYTEST = ("+  where", "<", " at 0x", "0x…", "assert 4")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """What is asserted -> the sentences about it."""
    place = tmp_path_factory.mktemp("asserts")
    handout, work = write_handout(place / "tiny"), place / "work"
    work.mkdir()
    asserted = [*HOLDS_NOT, *OTHERS]
    tests = "".join(f"def test_{number}(student):\n    assert {each}\n" for number, each in enumerate(asserted))
    raises = "def test_{}(student):\n    with pytest.raises(ValueError, match='{}'): student.{}\n"
    tests += raises.format("returns", "", "double(2)") + raises.format("says_otherwise", "negative", "bad()")
    tests += "def test_one_line(student): assert student.double(2) == 5\n"
    tests += "".join(LOOP.format(number=number, asserted=each) for number, each in enumerate(IN_A_LOOP))
    tests += CASE
    (handout / "public_tests" / "test_1_tiny_double.py").write_text(
        f"import math\nimport numpy as np\nimport pytest\n{tests}"
    )
    for name, source in {**RIGHT, "tiny_double": WORK}.items():
        (work / f"{name}.py").write_text(source)
    assignment = load_assignment(handout, solved=False)
    with PublicTestRunner(assignment) as runner:
        found = runner.check(read_submission(work, assignment)).tasks[0].tests
    names = [*asserted, "returns", "says_otherwise", "one_line", *IN_A_LOOP, "case"]
    return {name: [part.text for part in test.evidence.findings] for name, test in zip(names, found, strict=True)}


@pytest.mark.parametrize("asserted", HOLDS_NOT)
def test_what_is_asserted_is_told_with_the_values_there(said: Mapping[str, list[str]], asserted: str) -> None:
    assert said[asserted][0] == f"The test asserts `{asserted}`, which does not hold{HOLDS_NOT[asserted]}"
    assert NONE not in said[asserted]


@pytest.mark.parametrize("asserted", IN_A_LOOP)
def test_in_a_loop_it_is_told_which_round_it_was(said: Mapping[str, list[str]], asserted: str) -> None:
    assert said[asserted][0] == f"The test asserts `{asserted}`, which does not hold{IN_A_LOOP[asserted]}"


def test_the_case_of_a_test_is_told_like_the_round_of_a_loop(said: Mapping[str, list[str]]) -> None:
    assert said["case"][0].endswith(": `student.double(case)` is 'bb', where `case` is 'b'.")


def test_an_assert_in_the_line_of_its_test_is_told_like_any_other(said: Mapping[str, list[str]]) -> None:
    assert (
        said["one_line"][0]
        == "The test asserts `student.double(2) == 5`, which does not hold: `student.double(2)` is 4."
    )


@pytest.mark.parametrize("asserted", OTHERS)
def test_a_sentence_of_the_authors_stays_alone_and_what_has_no_value_has_a_name(
    said: Mapping[str, list[str]], asserted: str
) -> None:
    assert said[asserted] == OTHERS[asserted]


def test_an_exception_that_did_not_come_or_says_something_else_is_told(said: Mapping[str, list[str]]) -> None:
    assert said["returns"] == ["It should raise ValueError here, but it returned."]
    other = "It raises the right exception with another message: 'positive', where the test looks for 'negative'."
    assert said["says_otherwise"] == [other]


def test_nothing_of_pytests_own_is_left(said: Mapping[str, list[str]]) -> None:
    ours = {asserted: " ".join(sentences).replace(asserted, "") for asserted, sentences in said.items()}
    left = [asserted for asserted, text in ours.items() if any(word in text for word in OF_PYTEST)]
    assert left == []


LISTS = "assert [1, 2] == [1, 3]\n +  where [1, 2] = <function f at 0x7f00aabbccdd>()"
TEXTS = "assert 'a = b'\n +  where 'a = b' = g('c = d')"


@pytest.mark.parametrize(
    ("asserted", "message", "told"),
    [
        ("", LISTS, "What the test asserts does not hold: [1, 2] == [1, 3]."),
        ("no Python (", LISTS, "The test asserts `no Python (`, which does not hold: `f()` is [1, 2]."),
        ("f() == g", "assert ' == ' == 'g'", "The test asserts `f() == g`, which does not hold."),
        ("f()", TEXTS, "The test asserts `f()`, which does not hold."),
        (f"f({'1 + ' * 99}1)", LISTS, "What the test asserts does not hold: [1, 2] == [1, 3]."),
        (r"f('\d') == 1", "assert 2 == 1", r"The test asserts `f('\d') == 1`, which does not hold: `f('\d')` is 2."),
        ("", "assert you close the file\nfirst", ""),
        ("", "Not equal to tolerance", ""),
    ],
)
def test_what_cannot_be_read_with_certainty_is_left_out(asserted: str, message: str, told: str) -> None:
    assert "".join(of_pytest(TestHalt(asserted=asserted), message)) == told


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"x": "2"}, ", where `x` is 2"),
        ({"x": "<f.Thing object at 0x7f00aabbccdd>"}, ""),
        ({"y": "2", "f": "", "\x1b[2J": "3"}, ""),
        ({f"n{number}": "1" for number in range(100_000)}, ""),
    ],
)
def test_of_names_is_told_what_can_be_read_and_what_the_line_has(values: dict[str, str], told: str) -> None:
    """A guest may send anything."""
    (said,) = of_pytest(TestHalt(asserted="f(x)", values=values), "assert False")
    assert said == f"The test asserts `f(x)`, which does not hold{told}."


def test_no_value_of_a_name_is_long_or_hidden() -> None:
    (said,) = of_pytest(TestHalt(asserted="f(x)", values={"x": "\x1b[2J\u202e" * 100_000}), "assert False")
    assert len(said) < 300
    assert said.isprintable()


def test_addresses_are_in_no_sentence() -> None:
    assert (
        without_addresses("<bound method A.b of <m.A object at 0x7f00aabbccdd>> is no number")
        == "the method A.b is no number"
    )
    assert without_addresses("<generator object f at 0x7f00aabbccdd>") == "<generator object f at 0x…>"

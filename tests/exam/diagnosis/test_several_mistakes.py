"""Several known mistakes in one task, one in a part of a test, and families; with real guests and a real exam."""

from collections.abc import Callable, Iterator

import pytest

from grader.assignment import load_assignment
from grader.exam import Exam
from grader.model import Grade, Outcome, Submission, TestResult

MANIFEST = """
slug = "slopes"
title = "Slopes"
notebook = "slopes.ipynb"
given = []
[[tasks]]
id = "1"
title = "Slopes"
module = "slopes"
names = ["slope", "chain", "numerical", "ratio", "verdict"]
points = 12
"""
REFERENCE = """
import math

def slope(kind, x):
    if kind == "tanh":
        return 1.0 - math.tanh(x) ** 2
    if kind == "square":
        return 2.0 * x
    return 3.0 * x**2

def chain(kind, x, weight):
    return weight * slope(kind, x)

def numerical(x, step):
    return (math.sin(x + step) - math.sin(x - step)) / (2.0 * step)

def ratio(first, last):
    return first / last

def verdict(first, last):
    quotient = ratio(first, last)
    return "small" if quotient < 0.5 else "large"
"""
TESTS = '''
import pytest
from grader.exam import check
from grader.exam.checks.tolerance import NUMERICAL
pytestmark = pytest.mark.task("1")
KINDS = ("square", "tanh", "cube")

@pytest.mark.points(2)
def test_slope(student, reference, rng):
    """The slope of each."""
    for x in rng.uniform(0.3, 1.5, 2):
        for kind in KINDS:
            check.close(student.slope(kind, x), reference.slope(kind, x), "the slope")

@pytest.mark.points(2)
def test_chain(student, reference, rng):
    """The chain of each."""
    for kind in KINDS:
        x, weight = rng.uniform(0.3, 1.5, 2)
        check.close([student.chain(kind, x, weight)], [reference.chain(kind, x, weight)], f"the chain of {kind}")

@pytest.mark.points(2)
def test_numerical(student, reference, rng):
    """The numerical slope."""
    for x in rng.uniform(0.3, 1.2, 2):
        for step in (0.1, 0.3):
            check.close(student.numerical(x, step), reference.numerical(x, step), "the numerical slope", NUMERICAL)

@pytest.mark.points(2)
def test_ratio(student, reference, rng):
    """The ratio of first and last."""
    first, last = rng.uniform(1.0, 2.0), rng.uniform(3.0, 4.0)
    check.close(student.ratio(first, last), reference.ratio(first, last), "the ratio")
    check.close(student.ratio(last, first), reference.ratio(last, first), "the ratio")

@pytest.mark.points(2)
@pytest.mark.needs("test_ratio")
def test_verdict(student, reference):
    """The verdict on both sides of a half."""
    for pair in ((0.9, 2.0), (1.0, 2.0), (2.0, 0.9), (2.0, 1.0)):
        check.equal(student.verdict(*pair), reference.verdict(*pair), "the verdict")

@pytest.mark.points(2)
@pytest.mark.needs("test_verdict")
def test_verdict_of_whole_numbers(student, reference):
    """The verdict on whole numbers."""
    for pair in ((1, 3), (1, 2), (2, 1), (7, 1)):
        check.equal(student.verdict(*pair), reference.verdict(*pair), "the verdict")
'''
CATALOGUE = {
    "tanh-unsquared": ("math.tanh(x) ** 2", "math.tanh(x)", ""),
    "square-not-doubled": ("2.0 * x\n", "x\n", ""),
    "chain-sign": ("weight * slope", "-weight * slope", ""),
    "one-sided": (
        "(math.sin(x + step) - math.sin(x - step)) / (2.0 * step)",
        "(math.sin(x + step) - math.sin(x)) / step",
        "",
    ),
    "step-fixed": (
        "(math.sin(x + step) - math.sin(x - step)) / (2.0 * step)",
        "(math.sin(x + STEP) - math.sin(x - STEP)) / (2.0 * STEP)",
        '[parameter]\nname = "STEP"\nlow = 1e-8\nhigh = 2.0\nexample = 0.037\n',
    ),
    "upside-down": ("first / last", "last / first", "follow_through = true"),
    "ratio-of-both": ("first / last", "first / (first + last)", ""),
    "inclusive": ("< 0.5", "<= 0.5", "follow_through = true"),
    "not-near": ("quotient < 0.5", "quotient < 0.5 and quotient != 0.45", ""),
}
ENTRY = """
task = "1"
title = "{0}"
explanation = "why"
hint = "look"
handout = "slopes"
{3}
[[edits]]
old = '''
{1}'''
new = '''
{2}'''
"""
Tests = dict[str, TestResult]
Graded = Callable[..., Tests]


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    root = tmp_path_factory.mktemp("slopes")
    folder, solution = root / "assignments" / "slopes", root / "solutions" / "slopes"
    for place in (folder, solution / "hidden_tests", solution / "misconceptions"):
        place.mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    (folder / "slopes.py").write_text("")
    (solution / "slopes.py").write_text(REFERENCE)
    (solution / "hidden_tests" / "test_slopes.py").write_text(TESTS)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    for name, (old, new, more) in CATALOGUE.items():
        fields, _, table = more.partition("[parameter]")
        text = ENTRY.format(name, old, new, fields)
        (solution / "misconceptions" / f"{name}.toml").write_text(text + ("\n[parameter]" + table if table else ""))
    with Exam(load_assignment(folder)) as running:
        yield running


@pytest.fixture(scope="module")
def grade(exam: Exam) -> Graded:
    """Grades the reference with some passages replaced."""

    def graded(*changes: tuple[str, str]) -> Tests:
        source = REFERENCE
        for old, new in changes:
            assert source.count(old) == 1
            source = source.replace(old, new)
        files = {"slopes.py": source.encode()}
        result: Grade = exam.grade(Submission(id="x", digest="sha256:0", files=files, problems={}))
        return {test.name: test for test in result.tasks[0].tests}

    return graded


def made(name: str) -> tuple[str, str]:
    """A known mistake as a change of the reference."""
    old, new, _ = CATALOGUE[name]
    return old, new


def named(tests: Tests) -> dict[str, tuple[str, ...]]:
    """What was named, by test."""
    return {
        test.name: tuple(each.id for each in (test.misconception, *test.further_misconceptions))
        for test in tests.values()
        if test.misconception
    }


def test_two_mistakes_in_two_cases_of_one_test_are_both_named(grade: Graded) -> None:
    tests = grade(made("tanh-unsquared"), made("square-not-doubled"))
    both = ("square-not-doubled", "tanh-unsquared")
    assert named(tests) == {"test_slope": both, "test_chain": both}


def test_a_mistake_in_one_case_is_named_beside_one_that_nobody_knows(grade: Graded) -> None:
    tests = grade(made("tanh-unsquared"), ("3.0 * x**2", "3.5 * x**2"))
    assert named(tests) == {"test_slope": ("tanh-unsquared",), "test_chain": ("tanh-unsquared",)}
    assert named(grade(("3.0 * x**2", "3.5 * x**2"))) == {}


def test_what_failed_first_is_explained_or_nothing_is_said_of_the_test(grade: Graded) -> None:
    tests = grade(made("tanh-unsquared"), ("2.0 * x\n", "2.5 * x\n"))
    assert named(tests) == {}
    assert tests["test_slope"].outcome is Outcome.FAILED


def test_two_mistakes_in_the_same_number_are_named_together(grade: Graded) -> None:
    tests = grade(made("tanh-unsquared"), made("chain-sign"))
    assert named(tests) == {"test_slope": ("tanh-unsquared",), "test_chain": ("chain-sign", "tanh-unsquared")}


def test_a_mistake_that_asks_for_another_wrong_number_is_not_named(grade: Graded) -> None:
    """The signs are turned where the slope is right; where it is not, nothing says that it is only that."""
    assert named(grade(made("chain-sign"), ("3.0 * x**2", "3.5 * x**2"))) == {}
    assert named(grade(made("chain-sign"))) == {"test_chain": ("chain-sign",)}


def test_a_mistake_in_a_part_of_its_cases_only_is_not_named_beside_others(grade: Graded) -> None:
    turned = ("weight * slope(kind, x)", "(-weight if kind == 'tanh' else weight) * slope(kind, x)")
    assert named(grade(turned, made("square-not-doubled"))) == {"test_slope": ("square-not-doubled",)} | {
        "test_chain": ("square-not-doubled",)
    }


@pytest.mark.parametrize("step", [1.5e-7, 0.0371, 0.777])
def test_a_family_is_named_whatever_its_parameter(grade: Graded, step: float) -> None:
    fixed = made("step-fixed")[0], made("step-fixed")[1].replace("STEP", str(step))
    assert named(grade(fixed)) == {"test_numerical": ("step-fixed",)}
    assert named(grade(fixed, made("tanh-unsquared"))).keys() == {"test_numerical", "test_slope", "test_chain"}


@pytest.mark.parametrize("wrong", ["step / 2", "0.5 * step + 0.02", "step**2"])
def test_a_family_is_not_named_where_one_value_does_not_explain_all(grade: Graded, wrong: str) -> None:
    old, new = made("step-fixed")
    assert named(grade((old, new.replace("STEP", f"({wrong})")))) == {}


def test_words_that_agree_by_chance_name_nothing(grade: Graded) -> None:
    """Each of the two has some of the words of this one, and all of them together; neither was made."""
    tests = grade(("quotient < 0.5", "quotient <= 0.5 and quotient != 0.45"))
    assert tests["test_verdict"].outcome is Outcome.FAILED
    assert named(tests) == {}
    assert named(grade(made("inclusive"))).keys() == {"test_verdict"}


def test_a_plain_mistake_goes_before_a_family(grade: Graded) -> None:
    assert named(grade(made("one-sided"))) == {"test_numerical": ("one-sided",)}


def test_what_builds_on_a_known_mistake_and_is_consistent_with_it_earns_its_points(grade: Graded) -> None:
    tests = grade(made("upside-down"))
    assert named(tests) == {"test_ratio": ("upside-down",)}
    assert [(test.name, test.score) for test in tests.values() if test.score < test.max_score] == [("test_ratio", 0.0)]
    for name in ("test_verdict", "test_verdict_of_whole_numbers"):
        assert (tests[name].outcome, tests[name].follows) == (Outcome.PASSED, "test_ratio")
        assert "“The ratio of first and last”" in tests[name].message


@pytest.mark.drawn(2)
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param((made("upside-down"), made("inclusive")), id="and wrong on its own"),
        pytest.param((made("upside-down"), ("< 0.5", "< 0.51 if last > 0.95 else quotient < 0.5")), id="and odd"),
        pytest.param((made("ratio-of-both"),), id="not marked"),
        pytest.param((("first / last", "first - last"),), id="not known"),
        pytest.param((made("upside-down"), ("quotient < 0.5", "True")), id="and constant"),
    ],
)
def test_what_builds_on_a_mistake_earns_nothing_where_it_is_not_consistent(
    grade: Graded, changes: tuple[tuple[str, str], ...]
) -> None:
    tests = grade(*changes)
    for name in ("test_verdict", "test_verdict_of_whole_numbers"):
        assert (tests[name].outcome, tests[name].score, tests[name].follows) == (Outcome.NOT_RUN, 0.0, "")

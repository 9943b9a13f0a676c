"""Without a reference, a known mistake is named where it fails just as the student does; with real guests."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from msgspec.json import encode

from grader.assignment import Assignment, load_assignment
from grader.exam import Exam
from grader.exam.running.item_runner import ItemRunner
from grader.model import Grade, Outcome, Submission

MANIFEST = """
slug = "coins"
title = "Coins"
notebook = "coins.ipynb"
given = []
[limits]
call_seconds = 0.5
[[tasks]]
id = "1"
title = "Coins"
module = "coins"
names = ["Coin", "total", "owed"]
points = 8
[[tasks]]
id = "2"
title = "A program"
module = "greet"
program = true
points = 1
"""
COINS = """
class Coin:
    def __init__(self, cents):
        if cents < 0:
            raise ValueError("no coin owes anything")
        self.cents = cents

    def __repr__(self):
        return f"Coin({self.cents})"

def total(coins):
    return sum(coin.cents for coin in coins)

def owed(names, price):
    return {name: price * names.count(name) for name in names}
"""
GREET = """
name = input()
print(f"Hello, {name}! You are number 12.")
"""
TESTS = '''
import pytest
from grader.exam import check
pytestmark = [pytest.mark.task("1"), pytest.mark.points(1)]
@pytest.mark.feedback("values")
def test_repr(student):
    """A coin shows its value."""
    check.text(repr(student.Coin(25)), "Coin(25)", "repr(Coin(25))")
def test_no_debts(student):
    """There is no coin below nothing."""
    with pytest.raises(ValueError):
        student.Coin(-1)
def test_nothing(student):
    """A coin may be worth nothing."""
    assert student.Coin(0).cents == 0
def test_total(student):
    """Coins are added up."""
    assert student.total([student.Coin(2), student.Coin(5)]) == 7
def test_total_of_none(student):
    """No coins are worth nothing."""
    check.equal(student.total([]), 0, "the total of no coins")
def test_owed(student, reference):
    """Whoever is named twice owes twice."""
    for names in (["Ada"], ["Ada", "Bo", "Ada"]):
        check.equal(student.owed(names, 3), reference.owed(names, 3), f"what {names} owe")
def test_nobody_owes(student, reference):
    """Nobody owes nothing."""
    check.equal(student.owed([], 3), reference.owed([], 3), "what nobody owes")
@pytest.mark.feedback("nothing")
def test_repr_of_nothing(student):
    """Nothing is shown like everything else."""
    check.text(repr(student.Coin(0)), "Coin(0)", "repr(Coin(0))")
'''
PROGRAM_TESTS = '''
import pytest
from grader.exam import check, run_program
@pytest.mark.task("2")
@pytest.mark.points(1)
def test_greeting(student):
    """It greets."""
    check.text(run_program(student, ["Ada"]).output, "Hello, Ada! You are number 12.\\n", "the greeting")
'''
CATALOGUE = {
    "repr-without-class": ("1", 'f"Coin({self.cents})"', 'f"({self.cents})"'),
    "no-repr": ("1", "__repr__", "show"),
    "debts-allowed": ("1", "cents < 0", "cents < -9"),
    "nothing-forbidden": ("1", "cents < 0", "cents <= 0"),
    "numbers-expected": ("1", "coin.cents for", "coin for"),
    "starts-at-first": ("1", "sum(coin.cents for coin in coins)", "sum(c.cents for c in coins[1:]) + coins[0].cents"),
    "counts-missing": ("1", "{name: price * names.count(name) for name in names}", "dict(None or names and [])"),
    "comma-forgotten": ("2", "Hello, {", "Hello {"),
    # As seen by the tests, these two are one and the same.
    "twin-one": ("2", "12.", "21."),
    "twin-two": ("2", "12.", "{12 + 9}."),
}
ENTRY = """
task = "{0}"
title = "{1}"
explanation = "why"
hint = "look"
handout = "coins"
[[edits]]
old = '''{2}'''
new = '''{3}'''
"""
Graded = Callable[..., Grade]


@pytest.fixture(scope="module")
def coins(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    root = tmp_path_factory.mktemp("coins")
    folder, solution = root / "assignments" / "coins", root / "solutions" / "coins"
    for place in (folder, solution / "hidden_tests", solution / "misconceptions"):
        place.mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    for name, source in (("coins.py", COINS), ("greet.py", GREET)):
        (folder / name).write_text("")
        (solution / name).write_text(source)
    (solution / "hidden_tests" / "test_1.py").write_text(TESTS)
    (solution / "hidden_tests" / "test_2.py").write_text(PROGRAM_TESTS)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    for name, (task, old, new) in CATALOGUE.items():
        (solution / "misconceptions" / f"{name}.toml").write_text(ENTRY.format(task, name, old, new))
    return load_assignment(folder)


@pytest.fixture(scope="module")
def exam(coins: Assignment) -> Iterator[Exam]:
    with Exam(coins) as running:
        yield running


@pytest.fixture(scope="module")
def grade(exam: Exam) -> Graded:
    return lambda coins=COINS, greet=GREET: exam.grade(work(coins, greet))


def work(coins: str = COINS, greet: str = GREET) -> Submission:
    files = {"coins.py": coins.encode(), "greet.py": greet.encode()}
    return Submission(id="x", digest="sha256:0", files=files, problems={})


def diagnoses(grade: Grade) -> dict[str, str]:
    """What was named, by test."""
    return {test.name: test.misconception.id for task in grade.tasks for test in task.tests if test.misconception}


def failures(grade: Grade) -> set[str]:
    return {test.name for task in grade.tasks for test in task.tests if test.outcome is Outcome.FAILED}


def patched(name: str) -> Mapping[str, str]:
    task, old, new = CATALOGUE[name]
    return {"coins": COINS.replace(old, new)} if task == "1" else {"greet": GREET.replace(old, new)}


ALONE = {
    "repr-without-class": {"test_repr", "test_repr_of_nothing"},
    "no-repr": {"test_repr", "test_repr_of_nothing"},
    "debts-allowed": {"test_no_debts"},
    "nothing-forbidden": {"test_nothing", "test_repr_of_nothing"},
    "numbers-expected": {"test_total"},
    "starts-at-first": {"test_total_of_none"},
    "comma-forgotten": {"test_greeting"},
}


@pytest.mark.parametrize("name", ALONE)
def test_a_known_mistake_is_named_on_every_test_that_it_fails(grade: Graded, name: str) -> None:
    result = grade(**patched(name))
    assert failures(result) == ALONE[name]
    assert diagnoses(result) == dict.fromkeys(ALONE[name], name)


OTHERWISE = """
class Coin:
    def __init__(self, cents):
        self.cents = cents if cents >= 0 else _refuse()
    def __repr__(self): return "(" + str(self.cents) + ")"
def _refuse(): raise ValueError
def total(coins): return sum([coin.cents for coin in coins])
def owed(names, price):
    found = {}
    for name in names: found[name] = found.get(name, 0) + price
    return found
"""


ADDS_COINS = COINS.replace("sum(", "len(coins) and sum(").replace("coin.cents for", "coin for")


@pytest.mark.parametrize(
    ("source", "named"),
    [
        pytest.param(OTHERWISE, "repr-without-class", id="a text"),
        pytest.param(OTHERWISE.replace('"("', '"<"'), "", id="another text"),
        pytest.param(ADDS_COINS, "numbers-expected", id="an exception"),
        pytest.param(COINS.replace("coin.cents for", "coin.cent for"), "", id="another exception"),
        pytest.param(COINS.replace("cents < 0", "cents < -5"), "debts-allowed", id="no exception"),
        pytest.param(COINS.replace("ValueError", "KeyError"), "", id="an exception of another kind"),
    ],
)  # fmt: skip
def test_the_same_mistake_in_other_words_is_named_and_one_beside_it_is_not(
    grade: Graded, source: str, named: str
) -> None:
    result = grade(source)
    assert failures(result)
    assert set(diagnoses(result).values()) == ({named} if named else set())


def test_two_mistakes_that_fail_alike_are_not_named(grade: Graded) -> None:
    for name in ("twin-one", "twin-two"):
        result = grade(**patched(name))
        assert failures(result) == {"test_greeting"}
        assert diagnoses(result) == {}


def test_two_mistakes_at_once_are_named_each_on_its_tests(grade: Graded) -> None:
    both = patched("no-repr")["coins"].replace("cents < 0", "cents < -9")
    assert diagnoses(grade(both)) == {**dict.fromkeys(ALONE["no-repr"], "no-repr"), "test_no_debts": "debts-allowed"}


def test_what_many_mistakes_do_is_not_evidence_beside_an_unexplained_failure(grade: Graded) -> None:
    unknown = COINS.replace("price *", "1 + price *")
    assert diagnoses(grade(unknown.replace("cents < 0", "cents < -9"))) == {}
    written = dict.fromkeys(ALONE["repr-without-class"], "repr-without-class")
    assert diagnoses(grade(unknown.replace('f"Coin(', 'f"('))) == written


def test_imitating_the_words_of_a_mistake_but_passing_what_it_fails_is_not_that_mistake(grade: Graded) -> None:
    imitated = COINS.replace("return f", "return 'Coin(0)' if not self.cents else f").replace('f"Coin(', 'f"(')
    result = grade(imitated)
    assert failures(result) == {"test_repr"}
    assert diagnoses(result) == {}


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(COINS, id="right"),
        pytest.param("", id="empty"),
        pytest.param("def Coin(", id="does not load"),
        pytest.param("def Coin(*_): raise NotImplementedError\ntotal = owed = Coin", id="still to be written"),
        pytest.param("Coin = total = owed = lambda *_: None", id="returns nothing"),
        pytest.param("import os\nCoin = total = owed = lambda *_: os._exit(1)", id="crashes"),
        pytest.param(COINS + "def total(_):\n    while True: pass", id="never returns"),
    ],
)
def test_nothing_is_named_where_no_known_mistake_fails_alike(grade: Graded, source: str) -> None:
    assert diagnoses(grade(source)) == {}


def test_a_grade_does_not_depend_on_what_was_graded_before(coins: Assignment, exam: Exam) -> None:
    works = [work(**patched(name)) for name in ("no-repr", "numbers-expected", "comma-forgotten")]
    works.append(work(OTHERWISE))
    forward = [encode(exam.grade(each)) for each in works]
    with Exam(coins) as fresh:
        backward = [encode(fresh.grade(each)) for each in reversed(works)]
    assert forward == backward[::-1]
    assert forward == [encode(exam.grade(each)) for each in works]


def test_each_mistake_takes_a_test_once_and_right_work_asks_none(
    coins: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[str, str]] = []
    attempt = ItemRunner.try_mistake

    def counted(runner: ItemRunner, item: pytest.Item, mistake: object) -> object:
        tried.append((item.name, mistake.misconception.id))  # type: ignore[attr-defined] # a known mistake
        return attempt(runner, item, mistake)  # type: ignore[arg-type] # likewise

    monkeypatch.setattr(ItemRunner, "try_mistake", counted)
    with Exam(coins) as exam:
        assert diagnoses(exam.grade(work())) == {}
        assert diagnoses(exam.grade(work("def Coin(*_): raise NotImplementedError\ntotal = owed = Coin"))) == {}
        assert tried == []
        assert diagnoses(exam.grade(work(OTHERWISE)))
        first = list(tried)
        assert diagnoses(exam.grade(work(OTHERWISE)))
    assert tried == first
    assert len(set(first)) == len(first) <= len(CATALOGUE) * TESTS.count("def test_")

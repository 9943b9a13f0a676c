"""A proxy behaves like the object: what Python's operators and functions make of it is what they make of it without a
wire, asked of a real guest; and what cannot be asked raises at the author.
"""

import copy
import math
import os
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from grader.assignment import Limits
from grader.errors import AssignmentError
from grader.exam import check
from grader.exam.checks.check import CheckFailedError
from grader.guest.operations import OPERATIONS
from grader.host.describe import kind, spell
from grader.host.exchange import Exchange
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.levels import open_strongest
from grader.host.proxy import Proxy, module_proxy
from grader.host.proxy_operators import ProxyOperationError
from grader.host.time_budget import TimeBudget
from grader.wire.operations import MAX_ITEMS_OF_ITERATION, RESULTS
from grader.wire.values import Handle
from tests.support.hostile.answers import proxy

SHARES_ZYGOTES = True

LIMITS = Limits(load_seconds=5.0, call_seconds=5.0, task_seconds=60.0, idle_seconds=30.0)
SOURCE = '''
class Vector:
    """Two numbers."""
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, other): return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)
    def __lt__(self, other): return (self.x, self.y) < (other.x, other.y)
    def __hash__(self): return hash((self.x, self.y))
    def __repr__(self): return f"Vector({self.x}, {self.y})"
    def __str__(self): return f"<{self.x} {self.y}>"
    def __format__(self, spec): return f"{self.x:{spec}}|{self.y:{spec}}"
    def __add__(self, other): return Vector(self.x + other.x, self.y + other.y)
    def __radd__(self, other): return Vector(self.x + other, self.y + other)
    def __mul__(self, factor): return Vector(self.x * factor, self.y * factor)
    def __imul__(self, factor):
        self.x *= factor
        return self
    def __neg__(self): return Vector(-self.x, -self.y)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __round__(self, digits=None): return Vector(round(self.x, digits), round(self.y, digits))
    def __bool__(self): return bool(self.x or self.y)
    def __float__(self): return float(abs(self))
    def __int__(self): return int(self.x)
    def __iter__(self): return iter((self.x, self.y))
    def __call__(self, z): return self.x + z
class Shelf:
    def __init__(self, *books): self.books = list(books)
    def __len__(self): return len(self.books)
    def __getitem__(self, index): return self.books[index]
    def __setitem__(self, index, book): self.books[index] = book
    def __delitem__(self, index): del self.books[index]
    def __contains__(self, book): return book in self.books
    def __reversed__(self): return iter(self.books[::-1])
    def __enter__(self): return self.books
    def __exit__(self, kind, error, traceback):
        self.left = kind.__name__ if kind else "nothing"
        return kind is KeyError
class Small(Shelf): pass
def numbers(start):
    while True:
        yield start
        start += 1
def three(): yield from (1, 2.5, "x")
import builtins
def fails(name): raise getattr(builtins, name)("as it should")
def unhashable(): return Thing()
class Thing:
    __hash__ = None
'''


def local() -> Any:
    """The same module here: it is ours."""
    module = types.ModuleType("work")
    exec(SOURCE, module.__dict__)  # noqa: S102 # our own source
    return module


@pytest.fixture(scope="module")
def guest() -> Iterator[Guest]:
    with open_strongest() as zygote:
        running = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
        running.load("work", {"work.py": SOURCE.encode()}, ("work",), {}, {})
        yield running
        running.end()


@pytest.fixture
def log() -> list[Exchange]:
    return []


@pytest.fixture
def student(guest: Guest, log: list[Exchange]) -> Any:
    return module_proxy(guest, log.append)


def change(thing: Any, statement: str) -> Any:
    """What a statement leaves of it."""
    names = {"it": thing}
    exec(statement, names)  # noqa: S102 # our own statement
    return names["it"]


def inside(shelf: Any, error: type[Exception] | None) -> tuple[object, object]:
    with shelf as books:
        found = list(books)
        if error is not None:
            raise error("in the block")
    return found, shelf.left


ANSWERED: dict[str, Callable[[Any], object]] = {
    "==": lambda m: (m.Vector(1, 2) == m.Vector(1, 2), m.Vector(1, 2) == m.Vector(2, 1)),
    "== data": lambda m: (m.Vector(1, 2) == 3, 3 == m.Vector(1, 2)),  # noqa: SIM300 # the other way round
    "!=": lambda m: (m.Vector(1, 2) != m.Vector(1, 2), m.Vector(1, 2) != m.Vector(2, 1)),
    "<": lambda m: (m.Vector(1, 2) < m.Vector(2, 1), m.Vector(1, 2) > m.Vector(2, 1)),
    "sorted": lambda m: [str(each) for each in sorted([m.Vector(2, 1), m.Vector(1, 2)])],
    "hash": lambda m: len({m.Vector(1, 2), m.Vector(1, 2), m.Vector(2, 1)}),
    "in list": lambda m: (m.Vector(1, 2) in [3, m.Vector(1, 2)], m.Vector(1, 2) in [3, 4]),
    "index": lambda m: [m.Vector(1, 2), m.Vector(2, 1)].index(m.Vector(2, 1)),
    "repr": lambda m: repr(m.Vector(1, 2)),
    "str": lambda m: str(m.Vector(1, 2)),
    "format": lambda m: f"{m.Vector(1.0, 2.0):.2f}",
    "bool": lambda m: (bool(m.Vector(1, 2)), not m.Vector(0, 0)),
    "+": lambda m: str(m.Vector(1, 2) + m.Vector(3, 4)),
    "sum": lambda m: str(sum([m.Vector(1, 2), m.Vector(3, 4)])),
    "*": lambda m: str(m.Vector(1, 2) * 3),
    "*=": lambda m: str(change(m.Vector(1, 2), "it *= 5")),
    "neg": lambda m: str(-m.Vector(1, 2)),
    "abs": lambda m: abs(m.Vector(3, 4)),
    "round": lambda m: str(round(m.Vector(1.26, 2.0), 1)),
    "float": lambda m: (float(m.Vector(3, 4)), int(m.Vector(3, 4)), math.floor(m.Vector(3, 4).x)),
    "call": lambda m: m.Vector(1, 2)(5),
    "unpack": lambda m: [*m.Vector(1, 2)],
    "len": lambda m: (len(m.Shelf(1, 2)), len(m.Shelf()), bool(m.Shelf())),
    "list": lambda m: list(m.Shelf(1, "b", 2.5)),
    "in": lambda m: ("b" in m.Shelf("b"), "c" in m.Shelf("b")),
    "[]": lambda m: (m.Shelf("a", "b")[1], m.Shelf("a", "b", "c")[-1], m.Shelf("a", "b", "c")[1:], m.Shelf(3, 4)[::-1]),
    "[] =": lambda m: change(m.Shelf("a", "b"), "it[0] = 'z'").books,
    "del []": lambda m: change(m.Shelf("a", "b"), "del it[0]").books,
    ". =": lambda m: change(m.Vector(1, 2), "it.x = 7").x,
    "del .": lambda m: hasattr(change(m.Vector(1, 2), "del it.x"), "x"),
    "hasattr": lambda m: (hasattr(m, "Vector"), hasattr(m, "Matrix"), getattr(m, "Matrix", 3)),
    "reversed": lambda m: list(reversed(m.Shelf(1, 2, 3))),
    "next": lambda m: change(m.numbers(5), "next(it); next(it); it = next(it)"),
    "next default": lambda m: next(iter(m.Shelf()), "none"),
    "generator": lambda m: list(m.three()),
    "zip": lambda m: list(zip("ab", m.numbers(0), strict=False)),
    "for": lambda m: [2 * number for number in m.Shelf(1, 2)],
    "with": lambda m: (inside(m.Shelf("a"), None), inside(m.Shelf("a"), KeyError)),
    "isinstance": lambda m: (isinstance(m.Small(), m.Shelf), isinstance(m.Shelf(), m.Small), isinstance(3, m.Shelf)),
    "issubclass": lambda m: (issubclass(m.Small, m.Shelf), issubclass(m.Shelf, m.Small)),
    "names": lambda m: (m.Vector.__name__, m.Vector.__doc__, m.three.__name__),
    "dir": lambda m: "books" in dir(m.Shelf()),
}
RAISED: dict[str, tuple[Callable[[Any], object], type[Exception]]] = {
    "IndexError": (lambda m: m.Shelf()[3], IndexError),
    "TypeError of len": (lambda m: len(m.Vector(1, 2)), TypeError),
    "TypeError of hash": (lambda m: {m.unhashable()}, TypeError),
    "TypeError of +": (lambda m: m.Shelf() + 1, TypeError),
    "AttributeError": (lambda m: m.Vector(1, 2).z, AttributeError),
    "raised": (lambda m: m.Shelf().books[0], IndexError),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_a_proxy_answers_as_the_object_does(student: Any, name: str) -> None:
    found, expected = ANSWERED[name](student), ANSWERED[name](local())
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize("name", RAISED)
def test_what_the_object_raises_is_raised_of_its_own_kind(student: Any, name: str) -> None:
    ask, kind_of_error = RAISED[name]
    with pytest.raises(kind_of_error):
        ask(local())
    with pytest.raises(kind_of_error):
        ask(student)


@pytest.mark.parametrize("kind_of_error", [ValueError, KeyError, OSError, ZeroDivisionError, NotImplementedError])
def test_an_exception_is_expected_as_in_any_test(student: Any, kind_of_error: type[Exception]) -> None:
    with pytest.raises(kind_of_error, match="as it should"):
        student.fails(kind_of_error.__name__)
    with pytest.raises(CallFailedError):
        student.fails(kind_of_error.__name__)


def test_a_stop_iteration_of_student_code_does_not_end_a_loop_of_the_test(student: Any) -> None:
    with pytest.raises(CallFailedError) as raised:
        student.fails("StopIteration")
    assert not isinstance(raised.value, StopIteration)


def test_an_iterator_without_end_comes_to_one(guest: Guest) -> None:
    short = module_proxy(guest, lambda _exchange: None).numbers(0)
    object.__setattr__(short, "_Proxy__given", MAX_ITEMS_OF_ITERATION - 3)
    with pytest.raises(CallFailedError, match="did not come to an end"):
        list(short)


def test_operators_are_logged_by_name_and_reads_are_not_calls(student: Any, log: list[Exchange]) -> None:
    vector = student.Vector(1, 2)
    log.clear()
    assert vector == vector + student.Vector(0, 0)
    assert repr(vector)
    assert [*vector] == [1, 2]
    assert [each.target for each in log if not each.read] == ["Vector", "Vector.__add__", "Vector.__eq__"]


REFUSED: dict[str, Callable[[Any], object]] = {
    "asarray": np.asarray,
    "allclose": lambda it: np.allclose(it, 3.0),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "bytes": bytes,
    "path": os.fspath,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_asked_raises_at_the_author(name: str) -> None:
    with pytest.raises(
        ProxyOperationError, match=r"The test uses .+ on f, an object that stays with the student\. .+\."
    ):
        REFUSED[name](proxy(Handle(1, "Network")))
    assert issubclass(ProxyOperationError, AssignmentError)


def test_what_cannot_travel_is_told_by_name(student: Any) -> None:
    with pytest.raises(TypeError, match="cannot pass object to a student"):
        student.Shelf(object())
    with pytest.raises(TypeError, match="cannot pass object"):
        student.Vector(1, 2) == object()  # noqa: B015 # it does not come to that


def test_the_harness_itself_asks_nothing() -> None:
    it = proxy(Handle(1, "Network"))  # whose guest is none
    assert kind([it, {"a": it}]).startswith("a list of 2: an object of another type")
    assert spell([it]) == "[an object of another type]"
    with pytest.raises(CheckFailedError):
        check.true(it, "It should hold.")
    with pytest.raises(CheckFailedError):
        check.close([it], [1.0, 2.0], "it")
    nested: list[object] = [{"a": "word"}, {"a": 1.0}, {"a": [1, 2]}, {"a": None}, {"a": {1}}, {"a": {}}]
    for expected in nested:
        with pytest.raises(CheckFailedError):
            check.equal({"a": it}, expected, "it")


def test_both_sides_name_the_same_operations() -> None:
    assert set(OPERATIONS) == set(RESULTS)
    assert isinstance(proxy(Handle(1, "Network")), Proxy)


@pytest.mark.parametrize("name", ["label", "about", "observe", "perform", "fetch_value"])
def test_no_name_of_the_proxys_own_class_is_taken_from_students(student: Any, name: str) -> None:
    vector = student.Vector(1, 2)
    setattr(vector, name, 3)
    assert getattr(vector, name) == 3
    assert hasattr(student, name) is False

"""A method that is only called is looked up and called by one request, and answers as it does by two."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from grader.assignment import Limits
from grader.exam import assign, by_name, call_by_reference, check, create, method, observe
from grader.exam.checks.check import CheckFailedError
from grader.host.call_cache import CachedGuest, CallCache
from grader.host.connection import Connection
from grader.host.exchange import Exchange
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.levels import open_strongest
from grader.host.proxy import Proxy, module_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import CallStatus

WORK = """
import enum, functools
times = []
def double(x):
    print("doubling")
    return 2 * x
def failing(): raise KeyError("inside")
def missing_inside(): return nothing.there
def changed(values): values.append(1)
partial = functools.partial(double, 21)
number = 5
class Colour(enum.Enum):
    RED = 1
class Numbers(list):
    def __call__(self): return "called"
numbers = Numbers([1, 2])
class Box:
    content = None
    def __init__(self, content): self.content = content
    def look(self): return self.content
    @property
    def broken(self):
        times.append("looked")
        raise ValueError("cannot be looked at")
    @property
    def locked(self): return 0
box = Box([1.5])
"""
Way = Callable[[object, str], Any]
SHARES_ZYGOTES = True


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with open_strongest() as running:
        yield running


@pytest.fixture(params=["guest", "cache"])
def opened(zygote: Zygote, request: pytest.FixtureRequest) -> Iterator[Callable[[], tuple[Any, list[Exchange]]]]:
    """Opens the work, asked directly or through the cache of calls, with a log of what is asked."""
    guests: list[Guest | CachedGuest] = []
    cache, limits = CallCache(), Limits()

    def loaded() -> Guest:
        guest = Guest(zygote, limits, TimeBudget.of(limits))
        guest.load("work", {"work.py": WORK.encode()}, ("work",), {}, {})
        return guest

    def begin() -> tuple[Any, list[Exchange]]:
        cached = request.param == "cache"
        guests.append(CachedGuest(loaded, cache, TimeBudget.of(limits)) if cached else loaded())
        log: list[Exchange] = []
        return module_proxy(guests[-1], log.append, ("double", "number")), log

    yield begin
    for guest in guests:
        guest.end()


def told(log: Sequence[Exchange]) -> list[tuple[object, ...]]:
    """What a report has of exchanges; what objects they were about is another's to compare."""
    return [(each.target, len(each.arguments), each.failure, each.printed, type(each.returned)) for each in log]


def ended(action: Callable[[], object]) -> object:
    """What an action returned, or how it failed."""
    try:
        return action()
    except CallFailedError as error:
        return error.failure
    except CheckFailedError as error:
        return error.findings


ASKED: dict[str, Callable[[Way, Any], object]] = {
    "a function": lambda way, student: way(student, "double")(4),
    "an observed one": lambda way, student: observe(way(student, "double"), 4),
    "one that changes what it is given": lambda way, student: observe(way(student, "changed"), []).arguments,
    "one that fails": lambda way, student: way(student, "failing")(),
    "one that misses something": lambda way, student: way(student, "missing_inside")(),
    "one that is called wrongly": lambda way, student: way(student, "double")(),
    "one that is not there": lambda way, student: way(student, "nowhere")(),
    "a number": lambda way, student: way(student, "number")(),
    "a partial function": lambda way, student: way(student, "partial")(),
    "a list that can be called": lambda way, student: way(student, "numbers")(),
    "an enumeration": lambda way, student: Proxy.label(way(student, "Colour")(1)),
    "a method": lambda way, student: way(student.box, "look")(),
    "data of an object": lambda way, student: way(student.box, "content")(),
    "a broken property": lambda way, student: way(student.box, "broken")(),
    "a method that is not there": lambda way, student: way(student.box, "nowhere")(),
    "a class and its method": lambda way, student: way(way(student, "Box")([2]), "look")(),
    "one that should fail": lambda way, student: check.raises(KeyError, way(student, "failing")),
    "what is kept": lambda way, student: len(call_by_reference(way(student, "Box"), 1)),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_it_ends_as_it_does_where_it_was_looked_up_before(
    opened: Callable[[], tuple[Any, list[Exchange]]], ask: Callable[[Way, Any], object]
) -> None:
    (student, log), (again, same) = opened(), opened()
    assert ended(lambda: ask(by_name, student)) == ended(lambda: ask(method, again))
    assert told(log) == told(same)


def test_one_request_is_enough_and_a_method_may_be_used_otherwise_too(
    opened: Callable[[], tuple[Any, list[Exchange]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, ask = Counter[str](), Connection.ask
    student, _ = opened()
    assert student.numbers == [1, 2]  # whatever comes before the first request

    def counted(self: Connection, request: Any, *arguments: Any, **keywords: Any) -> Any:
        asked[type(request).__name__] += 1
        return ask(self, request, *arguments, **keywords)

    monkeypatch.setattr(Connection, "ask", counted)
    assert by_name(student, "double")(4) == 8
    box = create(student, "Box", 7)
    assign(box, content=3, other=[1])
    assert asked == {"Call": 2, "Assign": 1}
    look = by_name(box, "look")
    assert look.__name__ == "look"
    assert (look(), look(), box.other) == (3, 3, [1])


def test_attributes_are_set_one_after_another_up_to_the_first_that_cannot_be(
    opened: Callable[[], tuple[Any, list[Exchange]]],
) -> None:
    student, _ = opened()
    with pytest.raises(CallFailedError) as failed:
        assign(student.box, content=1, locked=2, other=3)
    assert failed.value.failure.call_status is CallStatus.RAISED
    assert "AttributeError" in failed.value.failure.type_names
    assert student.box.content == 1
    with pytest.raises(CallFailedError, match="there is no other"):
        student.box.other  # noqa: B018 # it is asked for

    class Own:
        content = 0

    own = Own()
    assign(own, content=5)
    assert own.content == 5

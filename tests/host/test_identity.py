"""Small things are in the guest the objects that they are where nothing crossed a wire, as student code may rely on."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader.assignment import Limits
from grader.exam import observe, record
from grader.exam.checks.recording import RecordedCall
from grader.host.guest import Guest
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import Isolation
from tests.support.needs import zygote_at

SHARES_ZYGOTES = True

LIMITS = Limits(call_seconds=2.0, task_seconds=20.0, memory_bytes=256 << 20)
SOURCE = """
import warnings
def is_relu(word): return word is "relu"
def has_relu(words): return [word is "relu" for word in words]
def keyed(table): return [key is "relu" for key in table], [value is "relu" for value in table.values()]
def by_name(*, activation="sigmoid"): return activation is "relu"
def attribute_is_relu(): return activation is "relu"
def of_network(network): return network.activation is "relu", network.name(1.0) is "relu", network.layers[0] is "relu"
def is_default(word=None): return word is None
def is_true(flag): return flag is True
def is_false(flag): return flag is False
def is_that(number, text): return number is int(text)
def negated(flag): return not flag
"""


class Network:
    """What a reference might have: texts in an attribute, in a list, and from a method."""

    activation = "relu"
    layers = ("relu",)
    settled = np.float64(2.0) > 1.0

    def name(self, x: float) -> str:
        """A text."""
        return "relu" if x else ""


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with zygote_at(Isolation.PROCESS) as running:
        yield running


@pytest.fixture(scope="module")
def student(zygote: Zygote) -> Iterator[Any]:
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    guest.load("work", {"work.py": SOURCE.encode()}, ("work",), {}, {})
    yield module_proxy(guest, lambda _exchange: None)
    guest.end()


def test_a_short_text_is_the_literal_wherever_it_stands(student: Any) -> None:
    assert student.is_relu("relu") is True
    assert student.has_relu(["relu", "relu"]) == [True, True]
    assert student.keyed({"relu": "relu"}) == ([True], [True])
    assert student.by_name(activation="relu") is True
    student.activation = "relu"
    assert student.attribute_is_relu() is True
    assert observe(student.is_relu, "relu").returned is True


def test_another_text_is_another(student: Any) -> None:
    assert student.is_relu("tanh") is False
    assert student.by_name() is False
    assert student.has_relu(["relu "]) == [False]


def test_a_short_text_of_a_recording_is_the_literal(student: Any) -> None:
    network = record(Network(), ["activation", "layers"], {"name": [RecordedCall({"x": 1.0}, Network.activation)]})
    assert student.of_network(network) == (True, True, True)


@pytest.mark.parametrize("number", [-5, -1, 0, 1, 2, 100, 256])
def test_a_small_number_is_the_literal(student: Any, number: int) -> None:
    assert student.is_that(number, str(number)) is True


def test_a_large_number_is_another_as_everywhere(student: Any) -> None:
    assert student.is_that(10**6, "1000000") is False


def test_nothing_and_truth_are_what_they_are(student: Any) -> None:
    assert student.is_default(None) is True
    assert [student.is_true(True), student.is_false(False), student.is_true(1)] == [True, True, False]  # noqa: FBT003


def test_a_numpy_bool_that_a_test_computed_goes_as_pythons(student: Any) -> None:
    large = np.float64(2.0) > 1.0
    assert isinstance(large, np.bool_)
    assert student.is_true(large) is True
    assert student.is_false(np.float64(2.0) < 1.0) is True
    assert student.negated(large) is False
    settled = record(Network(), ["settled"], {})
    assert settled.attributes["settled"] is True

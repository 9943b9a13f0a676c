"""Property tests among the hidden tests: right work passes, wrong work is shown its smallest failing example as far as
the level allows, the same in each grading, in few calls and without a file; hostile work ends its test and no other.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers

from grader.errors import HarnessError
from grader.exam import Exam
from grader.exam.running.foreseen import ForeseenExamples
from grader.exam.running.properties import require_internals
from grader.host.connection import Connection
from grader.model import CallStatus, Outcome, TestResult
from tests.support.laid_out import handed_in, lay_out

TASK = """
[[tasks]]
id = "1"
title = "Sorting"
module = "work"
names = ["sort"]
points = 2
[limits]
call_seconds = 0.5
"""
TESTS = """
from hypothesis import given, strategies as st
from grader.exam import check

@given(numbers=st.lists(st.integers()))
@pytest.mark.feedback("inputs")
def test_sort(student, reference, numbers):
    '''Sorts numbers.'''
    check.equal(student.sort(numbers), reference.sort(numbers), "sort(numbers)")

@given(st.lists(st.text()))
def test_words(student, words):
    '''Sorts words.'''
    check.equal(student.sort(words), sorted(words), "sort(words)")
"""
MISTAKE = """
task = "1"
title = "Equal items are left out"
explanation = "A set has each item once."
handout = "sorting"
hint = "What becomes of two equal numbers?"
[[edits]]
old = "sorted(items)"
new = "sorted(set(items))"
"""
RIGHT = "def sort(items):\n    return sorted(items)\n"
COUNTED = "import pathlib\ndef sort(items):\n    print('called')\n    return sorted(items)\n"
NO_TWINS = "def sort(items):\n    return sorted(set(items))\n"
HANGS = "def sort(items):\n    while len(items) > 1: pass\n    return list(items)\n"
DIES = "import os\ndef sort(items):\n    if items: os._exit(0)\n    return []\n"
FORGETS = "seen = []\ndef sort(items):\n    seen.append(1)\n    return [] if len(seen) == 7 else sorted(items)\n"

Graded = Callable[[str], list[TestResult]]


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    beside = {"misconceptions/no-twins.toml": MISTAKE}
    folder = tmp_path_factory.mktemp("sorting")
    with Exam(lay_out(folder, TASK, {"1": TESTS}, {"work": RIGHT}, beside=beside)) as exam:
        yield exam


def results(exam: Exam, source: str) -> list[TestResult]:
    grade = exam.grade(handed_in({"work": source}))
    assert grade.problems == ()
    return list(grade.tasks[0].tests)


@pytest.fixture(scope="module")
def graded(exam: Exam) -> Graded:
    """The results of work that several tests look at."""
    return cache(partial(results, exam))


def test_the_smallest_example_is_shown_as_far_as_the_level_allows_the_same_each_time(
    exam: Exam, graded: Graded
) -> None:
    numbers, words = graded(NO_TWINS)
    assert (numbers.outcome, words.outcome) == (Outcome.FAILED, Outcome.FAILED)
    assert numbers.evidence is not None
    assert numbers.evidence.calls[-1].arguments == "[0, 0]"
    assert {call.target for call in numbers.evidence.calls} == {"sort"}
    assert words.message == "sort(words) should be a list or tuple with 2 entries."
    assert results(exam, NO_TWINS) == [numbers, words]


def test_a_known_mistake_is_recognised_from_the_examples(graded: Graded) -> None:
    told = [[mistake.title for mistake in test.misconceptions] for test in graded(NO_TWINS)]
    assert ["Equal items are left out"] in told
    assert not any(test.misconceptions for test in graded(FORGETS))


@pytest.mark.parametrize(("source", "status"), [(HANGS, CallStatus.TIMED_OUT), (DIES, CallStatus.CRASHED)])
def test_work_that_ends_its_process_fails_by_that_and_is_asked_no_more(
    exam: Exam, source: str, status: CallStatus
) -> None:
    assert {(test.outcome, test.call_status) for test in results(exam, source)} == {(Outcome.FAILED, status)}


def test_work_that_fails_once_and_not_again_has_failed(graded: Graded) -> None:
    assert graded(FORGETS)[0].outcome is Outcome.FAILED


def test_the_examples_that_right_work_passes_are_asked_in_one_batch_and_leave_no_file(
    exam: Exam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches, single = list[int](), list[str]()
    ahead: Any = Connection.ask_ahead
    exchanged: Any = Connection._exchanged

    def counted_ahead(self: Connection, requests: Sequence[object], grant: object) -> object:
        batches.append(len(requests))
        return ahead(self, requests, grant)

    def counted(self: Connection, request: object, *more: object) -> object:
        single.append(type(request).__name__)
        return exchanged(self, request, *more)

    # Hypothesis has taken the current folder for its files when it was imported.
    monkeypatch.setattr("hypothesis.configuration.__hypothesis_home_directory_default", tmp_path / "home")
    monkeypatch.setattr(Connection, "ask_ahead", counted_ahead)
    monkeypatch.setattr(Connection, "_exchanged", counted)
    assert [test.outcome for test in results(exam, RIGHT)] == [Outcome.PASSED] * 2
    assert batches == [50, 50]
    assert "Load" in single
    assert "Call" not in single
    assert list(tmp_path.iterdir()) == []


TWICE = """
from hypothesis import given, strategies as st
from grader.exam import check

@given(numbers=st.lists(st.integers()))
def test_sort(student, numbers):
    '''Sorts what is sorted.'''
    check.equal(student.sort(student.sort(numbers)), sorted(numbers), "sort(sort(numbers))")

@given(numbers=st.lists(st.integers()), first=st.booleans())
def test_order(student, numbers, first):
    '''Sorts some.'''
    if first:
        numbers.sort()
        check.equal(student.sort(numbers), numbers, "sort(numbers)")
"""
COUNTS = "seen = []\ndef sort(items):\n    seen.append(1)\n    return [] if len(seen) > 60 else sorted(items)\n"
SLOW = """
import time
def sort(items):
    until = time.process_time() + 0.005
    while time.process_time() < until: pass
    return sorted(items)
"""
PARTIAL = "import functools\nsort = functools.partial(sorted, key=None)\n"


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    with Exam(lay_out(tmp_path_factory.mktemp("twice"), TASK, {"1": TWICE}, {"work": RIGHT})) as exam:
        yield exam


@pytest.mark.drawn(1, kind=lambda source: "ends" if source in {HANGS, DIES} else source in {RIGHT, SLOW, PARTIAL})
@pytest.mark.parametrize("source", [RIGHT, NO_TWINS, HANGS, DIES, FORGETS, SLOW, PARTIAL])
@pytest.mark.parametrize("judging", ["exam", "twice"])
def test_a_test_gets_what_it_gets_where_each_example_is_asked_by_itself(
    request: pytest.FixtureRequest, judging: str, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge: Exam = request.getfixturevalue(judging)
    in_batches = results(judge, source)
    monkeypatch.setattr(ForeseenExamples, "is_known", False)
    assert results(judge, source) == in_batches


def test_work_that_fails_for_what_it_was_asked_before_has_failed(exam: Exam) -> None:
    first, second = results(exam, COUNTS)
    assert (first.outcome, second.outcome) == (Outcome.PASSED, Outcome.FAILED)
    assert second.message
    assert second.evidence is not None
    assert second.evidence.calls[-1].returned == "[]"


@given(st.integers())
def of_hypothesis(number: int) -> None:
    """A test that `@given` has made."""


def test_this_version_of_hypothesis_has_what_is_used_of_its_internals() -> None:
    require_internals(of_hypothesis)


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (of_hypothesis, "_hypothesis_internal_use_settings"),
        (providers.HypothesisProvider, "_local_constants"),
        (providers, "CONSTANTS_CACHE"),
    ],
)
def test_a_version_without_them_is_named_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    if not hasattr(owner, name):
        setattr(owner, name, None)
    monkeypatch.delattr(owner, name)
    with pytest.raises(HarnessError, match=rf"^Hypothesis {version('hypothesis')} lacks .*{name}.*: install another"):
        require_internals(of_hypothesis)

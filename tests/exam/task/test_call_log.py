"""What a test keeps of its calls: all that an honest one makes, and of a flood the latest."""

from typing import Any, cast

import numpy as np

from grader.exam.task.call_log import MAX_BYTES, CallLog
from grader.exam.task.calls import MAX_LOGGED_CALLS, MAX_PRINTED, UNCLEAR
from grader.host.exchange import Exchange

GUEST = cast("Any", None)


def called(returned: object, weight: int, *arguments: object, printed: str = "") -> Exchange:
    return Exchange("f", arguments, {}, None, returned, printed, (1, 2), weight=weight)


def test_the_log_keeps_only_the_last_of_many_large_calls() -> None:
    log = CallLog()
    for number in range(200):
        log.add(GUEST, called(np.zeros(10), MAX_BYTES // 8, number))
    records = log.records()
    assert 1 <= len(records) < 8
    assert [record.arguments for record in records][-1] == "199"
    assert len(log.figures) == 400


def test_one_heavy_answer_is_told() -> None:
    log = CallLog()
    log.add(GUEST, called(np.zeros((3, 4)), 3 * MAX_BYTES, 1.5))
    assert [record.return_kind for record in log.records()] == ["a float64 array of shape (3, 4)"]


def test_where_something_is_forgotten_nobody_says_what_was_passed_on() -> None:
    passed_on = np.zeros((2, 7))
    for weight, words in ((1, "what your code returned"), (MAX_BYTES, UNCLEAR)):
        log = CallLog()
        log.add(GUEST, called(passed_on, weight))
        log.add(GUEST, called(1.0, 1, passed_on, 3))
        assert log.records()[-1].signature.startswith(words)
        assert "(2, 7)" not in log.records()[-1].signature


def test_the_latest_output_of_calls_is_kept() -> None:
    log = CallLog()
    for number in range(30):
        log.add(GUEST, called(1.0, 1, printed=str(number % 10) * 10_000))
    printed = [record.printed for record in log.records()]
    assert len(printed) == MAX_LOGGED_CALLS
    assert sum(map(len, printed)) == MAX_PRINTED
    assert printed[-1] == "9" * 10_000
    assert printed[0] == ""

"""A fake guest that consists only of the bytes that it sends, and a hidden test that receives them. The only fake of
the suite, at the level of the transport: otherwise a real guest would have to be started for each frame.
"""

import socket
from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
import pandas as pd  # noqa: F401 # in use, so that a table of a guest's is looked at

from grader.assignment import Limits
from grader.exam import check, observe
from grader.exam.judging.attempt import Verdict
from grader.exam.judging.verdict import judge
from grader.host.clock import ProcessClock
from grader.host.describe import kind, spell
from grader.host.exchange import Exchange
from grader.host.guest import Guest
from grader.host.process import GuestProcess
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.model import CallStatus
from grader.wire.frames import Channel
from grader.wire.messages import Returned
from grader.wire.values import Handle, encode
from tests.support.hostile.frames import framed

LIMITS = Limits(load_seconds=2.0, call_seconds=2.0, task_seconds=5.0, reply_bytes=1 << 20, output_bytes=1000)
FILES = {"work.py": b"def f(x):\n    return x\n"}
HiddenTest = Callable[[Any], None]
SECRET = 0.7318530717958648
FUNCTION = framed(encode(Returned(id=1, value=Handle(1, "function"))))


class _FakeProcess:
    clock = ProcessClock(None)

    def __init__(self, connection: socket.socket) -> None:
        self.channel = Channel(connection)

    def end(self, _grace_seconds: float = 0.0) -> tuple[CallStatus, str]:
        self.channel.close()
        return CallStatus.CRASHED, "its process ended before it answered"


def a_number(student: Any) -> None:
    """Asks for a number that nobody can know."""
    check.close(student.f(1.0), SECRET, "f(x)")


def an_array(student: Any) -> None:
    """Asks for an array and what became of the argument."""
    seen = observe(student.f, np.ones(3))
    check.close(seen.arguments[0], np.ones(3), "x after the call")
    check.close(seen.returned, np.full(3, SECRET), "f(x)")


def a_dict(student: Any) -> None:
    """Asks for a dict of numbers, lists of arrays and words."""
    found = student.f()
    check.equal(check.entry(found, "words", "f(x)"), ["secret word", None, 3], "the words")
    check.close(found, {"a": SECRET, "b": [np.full(2, SECRET), (SECRET, 1.0)]}, "f(x)")


def an_exception(student: Any) -> None:
    """Asks for an exception that nobody can guess."""
    check.raises(RecursionError, student.f)


def an_attribute(student: Any) -> None:
    """Asks for data among the names of the module."""
    check.close(check.array(student.constant, (3,), "constant"), np.full(3, SECRET), "constant")


TESTS: Sequence[HiddenTest] = (a_number, an_array, a_dict, an_exception, an_attribute)


def examine(content: bytes, test: HiddenTest) -> Verdict:
    """The verdict of a hidden test on a guest that answers with these bytes, put into words as for a report."""
    ours, theirs = socket.socketpair()
    log: list[Exchange] = []
    with theirs:
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        theirs.sendall(content if test is an_attribute else FUNCTION + content)
        theirs.shutdown(socket.SHUT_WR)
        process = cast("GuestProcess", _FakeProcess(ours))
        guest = Guest(cast("Any", None), LIMITS, TimeBudget.of(LIMITS), process, FILES)
        raised = _run(test, module_proxy(guest, log.append, {"f"}))
        guest.end()
    for exchange in log:
        assert len(kind(exchange.returned)) + len(spell(exchange.returned)) <= 800
        assert len(exchange.printed) <= 2 * LIMITS.output_bytes
    return judge(raised)


def expected_id(test: HiddenTest) -> int:
    """The id of the request that the bytes answer."""
    return 1 if test is an_attribute else 2


def _run(test: HiddenTest, student: Any) -> BaseException | None:
    try:
        test(student)
    except Exception as error:  # noqa: BLE001 # which one it is, is what the verdict says
        return error
    return None

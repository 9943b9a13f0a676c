"""How calls of students' code end, with a real zygote and real guests."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.assignment import Limits
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import CallStatus, Isolation
from tests.support.guests import HURRIED, LIMITS, OpenGuest, OpenStudent, ending_of

SHARES_ZYGOTES = True
pytestmark = pytest.mark.drawn(1, over="zygote")  # each case at one of the levels


@pytest.mark.parametrize("limits", [HURRIED], ids=["hurried"])
@pytest.mark.parametrize(
    ("body", "call_status"),
    [
        ("return 1 / 0", CallStatus.RAISED),
        ("raise SystemExit(0)", CallStatus.RAISED),
        ("while True: pass", CallStatus.TIMED_OUT),
        ("import time; time.sleep(60)", CallStatus.TIMED_OUT),
        ("import os; os._exit(0)", CallStatus.CRASHED),
        ("import ctypes; ctypes.string_at(0)", CallStatus.CRASHED),
        ("return bytearray(1 << 40)", CallStatus.OUT_OF_MEMORY),
        ("import os; os.write(3, b'\\0\\0\\0\\1x'); return 1", CallStatus.PROTOCOL),
        ("import os; os.write(3, b'\\xff\\xff\\xff\\xff'); return 1", CallStatus.PROTOCOL),
    ],
)
def test_a_call_ends_as_it_ended(open_student: OpenStudent, body: str, call_status: CallStatus) -> None:
    student = open_student(f"def f():\n    {body}\ndef honest(): return 1")
    assert student.honest() == 1
    assert ending_of(student.f) is call_status


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells that a process is exiting")
@pytest.mark.parametrize("number, says", [(signal.SIGTERM, "a signal ended the Python process"), (0, "ended before")])
def test_what_a_guest_is_dying_of_is_told_although_it_is_killed_before_it_is_dead(
    open_guest: OpenGuest, number: int, says: str
) -> None:
    guest = open_guest("much = b'x' * (150 << 20)")  # taking this apart takes an exiting process a while
    process = guest._process._number() or guest._process._spawning.pid
    if number:
        os.kill(process, number)
        while not is_exiting(process):
            pass
    assert says in guest.end(0.0)[1]


def is_exiting(process: int) -> bool:
    """Whether a process is on its way out: the kernel's flag PF_EXITING."""
    flags = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[6]
    return bool(int(flags) & 0x4)


def test_a_name_that_is_not_there_is_missing(open_student: OpenStudent) -> None:
    assert ending_of(lambda: open_student("x = 1").nothing) is CallStatus.MISSING


def test_a_module_of_the_students_shadows_nothing_installed(open_student: OpenStudent) -> None:
    student = open_student("import random, helper\ndef f(): return random.random() + helper.ONE", **{
        "random.py": b"raise RuntimeError", "helper.py": b"ONE = 1"
    })  # fmt: skip
    assert 1 <= student.f() < 2


def test_a_broken_neighbour_costs_only_who_uses_it(open_student: OpenStudent) -> None:
    source = "from other import Thing\nclass Mine(Thing): pass\ndef ok(): return 1\ndef use(): return Thing()"
    student = open_student(source, **{"other.py": b"def ("})
    assert student.ok() == 1
    with pytest.raises(CallFailedError, match="could not be loaded") as caught:
        student.use()
    assert "other.py could not be loaded" in caught.value.failure.message


def test_exceeding_the_processor_time_is_distinguished_from_a_crash(zygote: Zygote) -> None:
    limits = Limits(load_seconds=0.4, call_seconds=30.0, task_seconds=0.4)
    guest = Guest(zygote, limits, TimeBudget(30.0))
    guest.load("work", {"work.py": b"def spin():\n    while True: pass\n"}, ("work",), {}, {})
    with pytest.raises(CallFailedError) as caught:
        module_proxy(guest, lambda _exchange: None).spin()
    assert (caught.value.failure.call_status, caught.value.failure.reason) == (
        CallStatus.TIMED_OUT,
        "it used up its processor time",
    )


@pytest.fixture
def under_nohup() -> Iterator[None]:
    """This process ignores that its terminal is gone, and what it starts inherits that."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("under_nohup")
def test_a_signal_ends_a_guest_although_whoever_starts_the_grader_ignores_it() -> None:
    """With a zygote of its own, which starts under it."""
    source = b"import signal\ndef hang_up(): signal.raise_signal(signal.SIGHUP)"
    with Zygote(Isolation.PROCESS, draws=False) as zygote:
        guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
        guest.load("work", {"work.py": source}, ("work",), {}, {})
        with pytest.raises(CallFailedError) as caught:
            module_proxy(guest, lambda _exchange: None).hang_up()
        guest.end()
    assert caught.value.failure.reason.startswith("a signal ended the Python process")

"""No process of a guest outlives it, and it ends and starts whatever befalls its zygote; with real ones."""

import os
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from grader.errors import HarnessError
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.levels import open_at, strongest_level
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import SpawnedProcess, Zygote
from grader.model import CallStatus, Isolation
from grader.wire.frames import Channel
from tests.support.guests import LIMITS, ending_of

SHARES_ZYGOTES = True
pytestmark = pytest.mark.drawn(1, over="zygote")  # each case at one of the levels


DAEMON = """
import os, time
def daemon():
    if os.fork() == 0:
        os.setsid()
        open("written", "w").write(str(os.getpid()))
        os.rename("written", "beacon")
        time.sleep(600)
    while not os.path.exists("beacon"): pass
    pid = int(open("beacon").read())
    os._exit(0) if leave else None
    return pid
leave = False
"""


def test_nothing_of_a_dead_guest_is_left_running(zygote: Zygote) -> None:
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    guest.load("work", {"work.py": DAEMON.encode()}, ("work",), {}, {})
    student = module_proxy(guest, lambda _exchange: None)
    if zygote.level is not Isolation.PROCESS:
        assert ending_of(student.daemon) is CallStatus.RAISED, "in the jail no process can be started to begin with"
        guest.end()
        return
    pid = student.daemon()
    assert Path(f"/proc/{pid}").exists(), "the daemon runs at first"
    guest.end()
    assert not Path(f"/proc/{pid}").exists()


def test_a_guest_that_dies_while_its_child_holds_the_socket_is_noticed_at_once(zygote: Zygote) -> None:
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    guest.load("work", {"work.py": DAEMON.encode()}, ("work",), {}, {})
    student = module_proxy(guest, lambda _exchange: None)
    student.leave = True
    assert ending_of(student.daemon) is (CallStatus.CRASHED if zygote.level is Isolation.PROCESS else CallStatus.RAISED)
    guest.end()


def test_a_guest_ends_although_its_zygote_is_gone(zygote: Zygote) -> None:
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    guest.load("work", {"work.py": b"def rest():\n    import time; time.sleep(600)\n"}, ("work",), {}, {})
    pid = guest.status()["Pid"]
    zygote._process.kill()
    zygote._process.wait()  # until then it may still start a guest, which would end with it
    guest.end()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not Path(f"/proc/{pid}").exists()
    again = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    again.load("work", {"work.py": b"answer = 42"}, ("work",), {}, {})
    assert module_proxy(again, lambda _exchange: None).answer == 42, "a new zygote serves the next"
    again.end()


def test_a_guest_that_dies_on_the_way_into_its_jail_is_started_once_more(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one does whose zygote is killed just after it was forked."""
    spawn, dying = zygote.spawn, [1]

    def spawn_first_without_peer(*arguments: Any, **keywords: Any) -> SpawnedProcess:
        spawned = spawn(*arguments, **keywords)
        if not dying:
            return spawned
        dying.pop()
        spawned.channel.close()
        ours, theirs = socket.socketpair()
        theirs.close()
        return SpawnedProcess(spawned.pid, Channel(ours), spawned.watch)

    monkeypatch.setattr(zygote, "spawn", spawn_first_without_peer)
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    guest.load("work", {"work.py": b"answer = 42"}, ("work",), {}, {})
    assert module_proxy(guest, lambda _exchange: None).answer == 42
    guest.end()
    dying += [1, 1]
    with pytest.raises(HarnessError, match="did not get into its jail"):
        Guest(zygote, LIMITS, TimeBudget.of(LIMITS))


BOMB = """
import os, time
def bomb():
    for _ in range(6):
        os.fork()
    while True:
        try:
            if os.fork() == 0: os.setsid()
        except OSError: pass
        time.sleep(0.01)
"""


def test_a_fork_bomb_leaves_no_process(zygote: Zygote) -> None:
    if zygote.level is Isolation.PROCESS and os.geteuid() != 0:
        pytest.skip("level process hunts what an ordinary user's guests start, and promises no more")
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    guest.load("work", {"work.py": BOMB.encode()}, ("work",), {}, {})
    owner = guest.status()["Uid"].split()[0]
    with pytest.raises(CallFailedError):
        module_proxy(guest, lambda _exchange: None).bomb()
    guest.end()
    left = [entry for entry in Path("/proc").glob("[0-9]*") if _owner(entry) == owner]
    assert owner == str(os.geteuid()) or left == []


def _owner(entry: Path) -> str:
    try:
        return str(entry.stat().st_uid)
    except OSError:
        return ""


def test_every_level_below_the_strongest_holds_too() -> None:
    strongest = strongest_level()
    for level in Isolation:
        if strongest.at_least(level):
            with open_at(level) as zygote:
                assert zygote.level is level

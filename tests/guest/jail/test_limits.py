"""Limits on a guest: each one holds, and where a system refuses one, it is named and the others hold all the same."""

import errno
import os
import resource
from collections.abc import Callable

import pytest

from grader.guest.jail import limits
from grader.wire.zygote_messages import Spawn

ORDER = Spawn(scratch="", memory_bytes=1 << 30, file_bytes=1 << 20, cpu_seconds=60)
HARD = {
    "RLIMIT_CPU": 61,
    "RLIMIT_AS": 3 << 30,
    "RLIMIT_FSIZE": 1 << 20,
    "RLIMIT_NOFILE": 64,
    "RLIMIT_NPROC": 4000,
    "RLIMIT_CORE": 0,
    "RLIMIT_MEMLOCK": 0,
    "RLIMIT_MSGQUEUE": 0,
}
NAMES = [name for name in HARD if hasattr(resource, name)]
REFUSALS = [ValueError("current limit exceeds maximum limit"), OSError(errno.ENOSYS, "Function not implemented")]


def refuse(monkeypatch: pytest.MonkeyPatch, refused: str, error: Exception) -> None:
    """Simulates a system that does not take one limit."""
    really = resource.setrlimit

    def setrlimit(limit: int, values: tuple[int, int]) -> None:
        if limit == getattr(resource, refused):
            raise error
        really(limit, values)

    monkeypatch.setattr(resource, "setrlimit", setrlimit)


def holds_in_a_child(claim: Callable[[], bool]) -> bool:
    """Whether it does, in a process of its own, which limits may be put on."""
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(0 if claim() else 1)
        finally:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def hard_limits(left_out: str = "") -> dict[str, int]:
    return {name: resource.getrlimit(getattr(resource, name))[1] for name in NAMES if name != left_out}


def expected(left_out: str = "") -> dict[str, int]:
    """The limits that were asked for, or what is less already."""
    before = hard_limits(left_out)
    return {
        name: HARD[name] if before[name] == resource.RLIM_INFINITY else min(HARD[name], before[name]) for name in before
    }


def impose(*, all_of_them: bool) -> tuple[str, ...]:
    return limits.impose(limits.chosen(ORDER, 2 << 30, 4000), all_of_them=all_of_them)


@pytest.mark.parametrize("all_of_them", [True, False])
def test_all_limits_hold_where_the_system_takes_them(*, all_of_them: bool) -> None:
    wanted = expected()
    assert holds_in_a_child(lambda: impose(all_of_them=all_of_them) == () and hard_limits() == wanted)


@pytest.mark.parametrize("error", REFUSALS, ids=["invalid", "not there"])
@pytest.mark.parametrize("refused", NAMES)
def test_one_that_is_refused_is_named_and_all_others_hold(
    refused: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, refused, error)
    wanted = expected(refused)
    assert holds_in_a_child(lambda: impose(all_of_them=False) == (refused,) and hard_limits(refused) == wanted)


@pytest.mark.parametrize("refused", NAMES)
def test_where_none_may_be_missing_a_refusal_is_an_error(refused: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> bool:
        with pytest.raises(OSError, match=f"{refused} is refused: current limit"):
            impose(all_of_them=True)
        return True

    refuse(monkeypatch, refused, REFUSALS[0])
    assert holds_in_a_child(fails)

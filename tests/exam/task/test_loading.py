"""A task continues with a guest that has loaded just what it would load, on its own time, and with no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.assignment import Limits
from grader.exam.task.first_loads import first_loads
from grader.exam.task.loading import LoadedGuest, Loading
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.levels import open_strongest
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import CallStatus, Cell, CellKind, Notebook
from tests.support.laid_out import handed_in, lay_out

SOURCE = b"def spin():\n    while True: pass\ndef answer(): return 42\n"
TASK = """
[[tasks]]
id = "{0}"
title = "Work"
module = "{1}"
names = ["answer"]
prints = ["answer {0}"]
points = 1
"""
LOADING = Loading("work", {"work.py": SOURCE}, ("work",), {})


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with open_strongest(draws=False) as running:
        yield running


@pytest.fixture
def guest(zygote: Zygote) -> Iterator[Guest]:
    running = Guest(zygote, Limits(), TimeBudget.of(Limits()))
    LOADING.into(running)
    yield running
    running.end()


@pytest.mark.parametrize(
    "other",
    [
        replace(LOADING, files={"work.py": SOURCE, "more.py": b""}),
        replace(LOADING, unavailable={"more": "more.py is missing."}),
        replace(LOADING, sought=("gradient",)),
        replace(LOADING, program=True),
    ],
)
def test_a_guest_that_has_loaded_anything_else_is_not_taken_and_ends(guest: Guest, other: Loading) -> None:
    loaded = LoadedGuest(guest, LOADING)
    assert loaded.take(other, TimeBudget(1.0)) is None
    loaded.end()
    assert not guest.alive


def test_it_is_taken_once_and_then_belongs_to_the_task(guest: Guest) -> None:
    loaded = LoadedGuest(guest, LOADING)
    assert loaded.take(replace(LOADING, files={"work.py": bytes(SOURCE)}), TimeBudget(1.0)) is guest
    assert loaded.take(LOADING, TimeBudget(1.0)) is None
    loaded.end()
    assert module_proxy(guest, lambda _exchange: None).answer() == 42


def test_its_calls_are_charged_to_the_task_that_took_it(guest: Guest) -> None:
    budget = TimeBudget(0.2)
    LoadedGuest(guest, LOADING).take(LOADING, budget)
    with pytest.raises(CallFailedError) as raised:
        module_proxy(guest, lambda _exchange: None).spin()
    assert raised.value.failure.call_status is CallStatus.TIMED_OUT
    assert "the 0.2 s for the whole task ran out" in raised.value.failure.reason
    assert budget.used_up


def test_it_waits_for_the_first_task_that_has_the_module_and_not_while_a_notebook_runs(
    zygote: Zygote, tmp_path: Path
) -> None:
    """A thread that the module has left running would take the task's time meanwhile."""
    manifest = TASK.format(1, "work") + TASK.format(2, "work") + TASK.format(3, "cells")
    assignment = lay_out(tmp_path, manifest, {}, {"work": "answer = 1\n", "cells": "answer = 1\n"})
    modules = handed_in({"work": SOURCE.decode()})
    loaded = first_loads(assignment, modules, zygote).loaded
    assert loaded is not None
    of_second, of_first = (replace(LOADING, own=("work", "cells"), sought=(f"answer {task}",)) for task in (2, 1))
    assert loaded.take(of_second, TimeBudget(1.0)) is None
    taken = loaded.take(of_first, TimeBudget(1.0))
    assert taken is not None
    taken.end()
    notebook = Notebook("work.ipynb", (Cell(CellKind.CODE, "answer = 1", "answer = 1"),), {"cells": (1,)})
    assert first_loads(assignment, replace(modules, notebook=notebook), zygote).loaded is None

"""Guests and zygotes of tests about the host.

Each test here that needs a zygote starts and ends its own, except in modules that are only about guests.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from grader.assignment import Limits
from grader.host.exchange import Exchange
from grader.host.guest import Guest
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import Isolation
from tests.support.guests import LIMITS, OpenGuest, OpenStudent
from tests.support.needs import zygote_at
from tests.support.standing import own_zygotes


@pytest.fixture(scope="module", autouse=True)
def own(request: pytest.FixtureRequest) -> Iterator[None]:
    """Nobody else's zygote, unless the module says `SHARES_ZYGOTES = True`."""
    if getattr(request.module, "SHARES_ZYGOTES", False):
        yield
        return
    with own_zygotes():
        yield


@pytest.fixture(scope="module", params=list(Isolation))
def zygote(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    """One at each level."""
    with zygote_at(request.param) as running:
        yield running


@pytest.fixture
def limits() -> Limits:
    """Those of each guest, which a test may set otherwise."""
    return LIMITS


@pytest.fixture
def open_guest(zygote: Zygote, limits: Limits) -> Iterator[OpenGuest]:
    """Opens guests with a module `work` in them, which end with the test."""
    guests: list[Guest] = []

    def open_loaded(source: str, **files: bytes) -> Guest:
        guest = Guest(zygote, limits, TimeBudget.of(limits))
        guests.append(guest)
        guest.load("work", {"work.py": source.encode(), **files}, ("work", "other"), {}, {})
        return guest

    yield open_loaded
    for guest in guests:
        guest.end()


@pytest.fixture
def open_student(open_guest: OpenGuest) -> OpenStudent:
    """Opens such a guest, and gives its module as a test has it."""

    def open_module(source: str, log: list[Exchange] | None = None, **files: bytes) -> Any:
        return module_proxy(open_guest(source, **files), ([] if log is None else log).append)

    return open_module

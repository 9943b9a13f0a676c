"""Guests for tests at each level: their limits, how modules are opened in them, and how their calls end."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from grader.assignment import Limits
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.model import CallStatus

LIMITS = Limits(load_seconds=5.0, call_seconds=2.0, task_seconds=20.0, idle_seconds=9.0, memory_bytes=256 << 20)
HURRIED = replace(LIMITS, call_seconds=0.5, idle_seconds=1.5)  # for calls that end at once, or never

OpenGuest = Callable[..., Guest]
OpenStudent = Callable[..., Any]


def ending_of(call: Callable[[], object]) -> CallStatus:
    with pytest.raises(CallFailedError) as caught:
        call()
    return caught.value.failure.call_status

"""One test run again with a known mistake in the place of the reference. Trusted side.

The student's code is asked only what no earlier run of a test has asked it.
"""

from collections.abc import Mapping
from functools import partial
from types import ModuleType
from typing import Any, Self

from grader.exam.task_run import TaskRun
from grader.host.memory import Memory, RememberedGuest
from grader.host.proxy import module_proxy
from grader.wire.values import Value, encode


class Rerun:
    """What the fixtures of a test give while it is run again. Use as a context manager."""

    def __init__(self, run: TaskRun, memory: Memory, reference: ModuleType) -> None:
        """`memory` lasts for all reruns of a task; `reference` is the module that stands in."""
        self.reference = reference
        self._run = run
        self._memory = memory
        self._guests: list[RememberedGuest] = []

    def __enter__(self) -> Self:
        """Opens nothing yet."""
        return self

    def __exit__(self, *_error: object) -> None:
        while self._guests:
            self._guests.pop().end()

    def open_student(self, stand_ins: Mapping[str, Mapping[str, Value]]) -> Any:
        """The student's module, with these stand-ins for other modules."""
        opened = partial(self._run.open_guest, stand_ins)
        guest = RememberedGuest(opened, self._memory, encode(stand_ins))
        self._guests.append(guest)
        return module_proxy(guest, _forget, self._run.task.names)


def _forget(_exchange: object) -> None:
    """Nobody reads the log of a rerun."""

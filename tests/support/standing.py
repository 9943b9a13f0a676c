"""Zygotes that stay after an exam and serve the next one with the same needs: starting one takes most of the time.

They are real zygotes, and each guest is forked from them as usual. Tests about starting and ending zygotes open their
own: tests/host, tests/guest and everything that starts a process of its own.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

import pytest

from grader.host import levels
from grader.host.zygote import Zygote
from grader.model import Isolation

Wanted = tuple[Isolation, bool, tuple[str, ...], bool]


class Lent:
    """A standing zygote in the hands of one exam, which may close it as if it was its own."""

    def __init__(self, zygote: Zygote) -> None:
        self._zygote = zygote

    def __getattr__(self, name: str) -> Any:
        return getattr(self._zygote, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives it back: its thread ends, which the next guest would begin."""
        self._zygote.bounds.close()


@contextmanager
def standing_zygotes() -> Iterator[None]:
    """While it lasts, whoever opens a zygote gets a standing one."""
    running: dict[Wanted, Zygote] = {}

    def lend(
        level: Isolation, *, public_tests: bool = False, libraries: Sequence[str] = (), draws: bool = True
    ) -> Lent:
        wanted = level, public_tests, tuple(libraries), draws
        if wanted not in running:
            running[wanted] = Zygote(level, public_tests=public_tests, libraries=libraries, draws=draws)
        running[wanted].lacking = False  # as the guests of another exam have found
        return Lent(running[wanted])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(levels, "Zygote", lend)
        yield
    for zygote in running.values():
        zygote.close()


@contextmanager
def own_zygotes() -> Iterator[None]:
    """While it lasts, whoever opens a zygote starts one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(levels, "Zygote", Zygote)
        yield

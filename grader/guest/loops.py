"""Event loops for a jail without sockets: asyncio makes a pair of them for each, only to wake it. Untrusted side."""

import asyncio
import selectors
from typing import Any

_MAX_WAIT_SECONDS = 0.02
"""Seconds after which a loop looks whether another thread has given it something to do: nothing wakes it."""


class _ImpatientSelector(selectors.SelectSelector):
    """Waits no longer than that."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(_MAX_WAIT_SECONDS if timeout is None else min(timeout, _MAX_WAIT_SECONDS))


class _Loop(asyncio.SelectorEventLoop):
    """asyncio's own loop, without the sockets."""

    def __init__(self) -> None:
        super().__init__(_ImpatientSelector())

    def _make_self_pipe(self) -> None:
        """Makes none."""

    def _close_self_pipe(self) -> None:
        """Has none to close."""

    def _write_to_self(self) -> None:
        """Wakes nothing."""


class _Policy(asyncio.DefaultEventLoopPolicy):
    """Makes every new event loop one of these, also in `asyncio.run`."""

    def new_event_loop(self) -> Any:
        return _Loop()


def use_loops_without_sockets() -> None:
    """Makes asyncio create all its loops like that."""
    asyncio.set_event_loop_policy(_Policy())

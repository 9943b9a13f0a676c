"""Event loops for a jail without sockets: asyncio creates a pair of them per loop, only to wake it. Untrusted side."""

import asyncio
import selectors
from collections.abc import Callable

_MAX_WAIT_SECONDS = 0.02
"""Seconds after which a loop checks whether another thread has given it something to do, since nothing wakes it."""


class _ImpatientSelector(selectors.SelectSelector):
    """Waits no longer than that."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(_MAX_WAIT_SECONDS if timeout is None else min(timeout, _MAX_WAIT_SECONDS))


def use_loops_without_sockets() -> None:
    """Makes all of asyncio's loops like that, including those that are created without a policy.

    The class itself is changed: event loop policies are deprecated since Python 3.14.
    """
    loop = asyncio.SelectorEventLoop
    begin = loop.__init__

    def begin_impatiently(self: asyncio.SelectorEventLoop, selector: selectors.BaseSelector | None = None) -> None:
        begin(self, selector or _ImpatientSelector())

    def do_nothing(_self: asyncio.SelectorEventLoop) -> None:
        """Creates no sockets, closes none, and wakes nothing."""

    changed: dict[str, Callable[..., None]] = {"__init__": begin_impatiently}
    changed |= dict.fromkeys(("_make_self_pipe", "_close_self_pipe", "_write_to_self"), do_nothing)
    for name, function in changed.items():
        setattr(loop, name, function)

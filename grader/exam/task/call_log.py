"""What passed between the running test and its guests, as evidence. Trusted side.

It keeps returned values alive until the test is over, so it is limited: the oldest are dropped.
"""

from collections import deque

from grader.exam.task.calls import records
from grader.host.call_cache import CachedGuest
from grader.host.exchange import Exchange
from grader.host.guest import Guest
from grader.model import CallRecord

AnyGuest = Guest | CachedGuest
MAX_BYTES = 8 << 20
EXCHANGE_BYTES = 500
"""The approximate size of an exchange without the returned value."""


class CallLog:
    """Filled while a test runs, read if it fails, cleared for the next."""

    def __init__(self) -> None:
        self._exchanges: deque[Exchange] = deque()
        self._figures: list[tuple[AnyGuest, int]] = []
        self._bytes = 0
        self._complete = True

    def add(self, guest: AnyGuest, exchange: Exchange) -> None:
        """Adds an exchange; the latest is kept whatever its size."""
        self._figures += [(guest, handle) for handle in exchange.figures]
        self._exchanges.append(exchange)
        self._bytes += exchange.weight + EXCHANGE_BYTES
        while self._bytes > MAX_BYTES and len(self._exchanges) > 1:
            self._bytes -= self._exchanges.popleft().weight + EXCHANGE_BYTES
            self._complete = False

    def clear(self) -> None:
        """Forgets everything."""
        self._exchanges.clear()
        self._figures.clear()
        self._bytes = 0
        self._complete = True

    @property
    def figures(self) -> list[tuple[AnyGuest, int]]:
        """The figures that calls returned or left open, by guest and handle."""
        return list(self._figures)

    @property
    def calls(self) -> list[Exchange]:
        """All exchanges that are still known."""
        return [exchange for exchange in self._exchanges if not exchange.read]

    @property
    def last_call(self) -> Exchange | None:
        """The last call, if any was made."""
        return next((exchange for exchange in reversed(self._exchanges) if not exchange.read), None)

    def records(self) -> tuple[CallRecord, ...]:
        """The latest calls, in words."""
        return records(list(self._exchanges), complete=self._complete)

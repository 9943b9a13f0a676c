"""Guests that tests of a task no longer need, for other tests that begin with the same requests. Trusted side.

Such a test continues with an idle guest instead of repeating all requests to a fresh one: the state of a guest depends
only on its requests since it was opened.
"""

from collections.abc import Sequence

from grader.host.guest import Guest

MOST = 4


class IdleGuests:
    """Idle guests by a digest of all their requests. `close` it when the task is over."""

    def __init__(self, most: int = MOST) -> None:
        self._guests: dict[bytes, Guest] = {}
        self._most = most

    def leave(self, asked: bytes, guest: Guest) -> None:
        """Keeps a guest with exactly these requests; the oldest one ends if there are too many."""
        if not guest.alive or asked in self._guests:
            guest.end()
            return
        self._guests[asked] = guest
        if len(self._guests) > self._most:
            self._guests.pop(next(iter(self._guests))).end()

    def take(self, asked: Sequence[bytes]) -> tuple[Guest, int] | None:
        """The guest with the longest beginning of these requests, given by digests, and how many requests that is."""
        for count in range(len(asked), 0, -1):
            guest = self._guests.pop(asked[count - 1], None)
            if guest is not None and guest.alive:
                return guest, count
        return None

    def close(self) -> None:
        """Ends all of them."""
        while self._guests:
            self._guests.popitem()[1].end()

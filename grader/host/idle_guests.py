"""Guests that the tests of a task are done with, for the next that asks what they were asked, and more. Trusted side.

It goes on with one instead of asking a fresh guest everything again: a guest is what it was asked since it was opened.
"""

from collections.abc import Sequence

from grader.host.guest import Guest

MOST = 4


class IdleGuests:
    """Each by a digest of all that it was asked. `close` it when the task is over."""

    def __init__(self, most: int = MOST) -> None:
        self._guests: dict[bytes, Guest] = {}
        self._most = most

    def leave(self, asked: bytes, guest: Guest) -> None:
        """Takes charge of a guest that was asked this and nothing else; it ends where there are too many."""
        if not guest.alive or asked in self._guests:
            guest.end()
            return
        self._guests[asked] = guest
        if len(self._guests) > self._most:
            self._guests.pop(next(iter(self._guests))).end()

    def take(self, asked: Sequence[bytes]) -> tuple[Guest, int] | None:
        """The guest that was asked most of what these digests stand for, one after the other, and how many that are."""
        for count in range(len(asked), 0, -1):
            guest = self._guests.pop(asked[count - 1], None)
            if guest is not None and guest.alive:
                return guest, count
        return None

    def close(self) -> None:
        """Ends them."""
        while self._guests:
            self._guests.popitem()[1].end()

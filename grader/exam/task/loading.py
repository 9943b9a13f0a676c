"""What a guest loads of a submission, and a guest that has loaded it and nothing else. Trusted side."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from grader.host.guest import Guest
from grader.host.replies import CallFailure
from grader.host.time_budget import TimeBudget
from grader.wire.values import Value

NO_STAND_INS: Mapping[str, Mapping[str, Value]] = MappingProxyType({})


class Loading(Struct, frozen=True):
    """The arguments of a load; equal ones give guests that cannot be told apart."""

    module: str
    files: Mapping[str, bytes]
    own: tuple[str, ...]
    unavailable: Mapping[str, str]
    sought: tuple[str, ...] = ()
    program: bool = False
    several: tuple[str, ...] = ()

    def into(self, guest: Guest, stand_ins: Mapping[str, Mapping[str, Value]] = NO_STAND_INS) -> CallFailure | None:
        """Loads it into a guest; returns what went wrong if it can be used all the same. Raises CallFailedError."""
        return guest.load(
            self.module,
            self.files,
            self.own,
            self.unavailable,
            stand_ins,
            self.sought,
            program=self.program,
            several=self.several,
        )


class LoadedGuest:
    """A guest after its first request, which was a load: one task may continue with it and need not open its own."""

    def __init__(self, guest: Guest, loading: Loading) -> None:
        self._guest: Guest | None = guest
        self._loading = loading

    def take(self, loading: Loading, time_budget: TimeBudget) -> Guest | None:
        """The guest if it has loaded the same, once; from here on it works on this budget."""
        if self._guest is None or loading != self._loading:
            return None
        guest, self._guest = self._guest, None
        guest.continue_on(time_budget)
        return guest

    def end(self) -> None:
        """Ends it, unless a task has taken it."""
        if self._guest is not None:
            self._guest.end()
            self._guest = None

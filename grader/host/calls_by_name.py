"""A callable that is known only by its name: calling it also looks it up, in one request. Trusted side."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct


class UnresolvedCallable(Struct, frozen=True):
    """A callable attribute of an object that has not been looked up yet."""

    owner: Any
    name: str
    require: Callable[[object], None]

    def look_up(self) -> Any:
        """Looks up the callable. Raises CallFailedError, and whatever `require` raises."""
        found = getattr(self.owner, self.name)
        self.require(found)
        return found

"""A callable that is known by its name only: calling it looks it up too, in one request. Trusted side."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct


class Named(Struct, frozen=True):
    """A callable of an object's that nobody has looked up yet."""

    owner: Any
    name: str
    require: Callable[[object], None]

    def look_up(self) -> Any:
        """The callable by itself. Raises CallFailedError, and what requires it to be one."""
        found = getattr(self.owner, self.name)
        self.require(found)
        return found

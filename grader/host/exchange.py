"""What passes between a proxy and its guest: the requests, and the record of a finished call.

Trusted side.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Self

from msgspec import Struct

from grader.host.failures import CallFailedError
from grader.host.replies import CallFailure
from grader.wire.figures import Figure
from grader.wire.messages import Assign, Call, FetchValue, Get, Operate, ProxyRequest, Put, Returned, StoreValue
from grader.wire.values import Recording, Value


class Observation(Struct, frozen=True):
    """Everything about a call: what it returned and printed, its arguments as it left them, the figures left open."""

    returned: object
    printed: str
    arguments: tuple[object, ...]
    figures: tuple[Figure, ...]


class Exchange(Struct, frozen=True):
    """One finished call, for the log: what was called with what, and how it ended.

    `figures` are the handles of those that it returned or left open, `left` are its arguments as it left them. With
    `read` it was not a call: an attribute was read. `weight` is about how many bytes of memory it takes
    to keep what came back.
    """

    target: str
    arguments: tuple[object, ...]
    keywords: dict[str, object]
    failure: CallFailure | None
    returned: object
    printed: str
    figures: tuple[int, ...] = ()
    left: tuple[object, ...] = ()
    read: bool = False
    weight: int = 0

    @classmethod
    def of(
        cls, target: str, arguments: tuple[object, ...], keywords: dict[str, object], seen: Observation, weight: int
    ) -> Self:
        """A call that returned."""
        handles = {figure.handle: None for figure in (*seen.figures, seen.returned) if isinstance(figure, Figure)}
        return cls(
            target,
            arguments,
            keywords,
            None,
            seen.returned,
            seen.printed,
            tuple(handles),
            seen.arguments,
            weight=weight,
        )


class GuestClient(ABC):
    """What a proxy needs from a guest. Every request goes through `make`; each method raises CallFailedError."""

    @abstractmethod
    def make(self, request: ProxyRequest) -> Returned:
        """Makes a request; returns the answer."""

    def get(self, target: int, name: str) -> Returned:
        """Reads an attribute."""
        return self.make(Get(0, target, name))

    def put(self, target: int, name: str, value: Value) -> Returned:
        """Sets an attribute."""
        return self.make(Put(0, target, name, value))

    def assign(self, target: int, values: dict[str, Value]) -> Returned:
        """Sets attributes, one after another."""
        return self.make(Assign(0, target, values))

    def call(
        self,
        target: int,
        arguments: list[Value],
        keywords: dict[str, Value],
        *,
        observe: bool,
        lines: tuple[str, ...] = (),
        name: str = "",
    ) -> Returned:
        """Calls an object, or its attribute of this name; it reads these lines from standard input.

        If the attribute is not a function, method or class, nothing is called, and it is reported as missing.
        """
        return self.make(Call(0, target, arguments, keywords, observe, lines=lines, name=name))

    def operate(self, target: int, operation: str, arguments: list[Value]) -> Returned:
        """Applies an operator or a built-in function to an object."""
        return self.make(Operate(0, target, operation, arguments))

    def call_by_reference(self, target: int, arguments: list[Value], keywords: dict[str, Value]) -> Returned:
        """Calls an object and keeps what it returned in the guest."""
        return self.make(Call(0, target, arguments, keywords, by_reference=True))

    def store_value(self, value: Value) -> Returned:
        """Stores a value in the guest, as an object of its own."""
        return self.make(StoreValue(0, value))

    def fetch_value(self, target: int) -> Returned:
        """Fetches an object that the guest keeps, as data."""
        return self.make(FetchValue(0, target))

    @abstractmethod
    def lend(self, function: Callable[..., object]) -> Recording:
        """Lets student code call a function of the test; returns what represents it on the wire."""

    @abstractmethod
    def count(self, values: int) -> None:
        """Counts values that came from it; raises CallFailedError if the task has had too many."""

    @abstractmethod
    def protocol_error(self) -> CallFailedError:
        """Ends the guest because its answer violates the protocol; returns the error to raise."""


Log = Callable[[Exchange], None]

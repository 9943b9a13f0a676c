"""What passes between a proxy and its guest: the requests, and the record of a finished call.

Trusted side.
"""

from collections.abc import Callable
from typing import Protocol, Self

from msgspec import Struct

from grader.host.failures import CallFailedError
from grader.host.replies import CallFailure
from grader.wire.figures import Figure
from grader.wire.messages import Returned
from grader.wire.surroundings import Surrounding
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


class GuestClient(Protocol):
    """What a proxy needs from a guest; each method raises CallFailedError."""

    def get(self, target: int, name: str) -> Returned:
        """Reads an attribute."""

    def put(self, target: int, name: str, value: Value) -> Returned:
        """Sets an attribute."""

    def assign(self, target: int, values: dict[str, Value]) -> Returned:
        """Sets attributes, one after another."""

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

    def operate(self, target: int, operation: str, arguments: list[Value]) -> Returned:
        """Applies an operator or a built-in function to an object."""

    def call_by_reference(self, target: int, arguments: list[Value], keywords: dict[str, Value]) -> Returned:
        """Calls an object and keeps what it returned in the guest."""

    def store_value(self, value: Value) -> Returned:
        """Stores a value in the guest, as an object of its own."""

    def fetch_value(self, target: int) -> Returned:
        """Fetches an object that the guest keeps, as data."""

    def perform(self, request: Surrounding) -> Returned:
        """Carries out a request around the module: running it as a program, files, and more."""

    def lend(self, function: Callable[..., object]) -> Recording:
        """Lets student code call a function of the test; returns what represents it on the wire."""

    def count(self, values: int) -> None:
        """Counts values that came from it; raises CallFailedError if the task has had too many."""

    def protocol_error(self) -> CallFailedError:
        """Ends the guest because its answer violates the protocol; returns the error to raise."""


Log = Callable[[Exchange], None]

"""What crosses when student code calls a function that a test has passed to it: between a request and its answer. Both
sides.

The function stays with the host. A guest has its number, and gets the result of each call, or the name of a built-in
exception.
"""

from typing import TypeAlias

from msgspec import Struct

from grader.wire.operations import EXCEPTIONS
from grader.wire.values import Recording, Value

LENT = "function of the test"
"""The type name of a recording that represents a function which stays with the host."""
TOLD_EXCEPTIONS = tuple(name for name in EXCEPTIONS if name != "AssertionError")
"""The exceptions that such a function may raise into student code; any other ends the test."""


class CallBack(Struct, frozen=True, tag="call_back", kw_only=True):
    """Guest to host, instead of an answer: call this function. Its arguments are data.

    `id` is that of the request that is being carried out.
    """

    id: int
    function: int
    arguments: list[Value]
    keywords: dict[str, Value]


class CalledBack(Struct, frozen=True, tag="called_back", kw_only=True):
    """Host to guest: what the function returned, or with `raised` the exception that it raised."""

    id: int
    value: Value = None
    raised: str = ""


def lent(number: int) -> Recording:
    """What represents a function on the wire."""
    return Recording(LENT, {"number": number}, [])


CallbackMessage: TypeAlias = CallBack | CalledBack

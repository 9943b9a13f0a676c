"""Calls that are foreseen and made before anybody asks for what they return. Trusted side.

A guest answers the same requests in the same order whether or not somebody waits for each answer. Where it turns out
that something else is asked, the guest is of no more use.
"""

from collections import deque
from collections.abc import Sequence
from typing import NoReturn

from msgspec.structs import replace

from grader.wire.messages import MODULE, Call, Request
from grader.wire.values import Value, encode


class AskedOtherwiseError(BaseException):
    """What is asked is not what was asked ahead; no Exception, so that no test takes it for a student's."""


class FirstRequestError(BaseException):
    """A test's first request, which goes no further; likewise no Exception."""

    def __init__(self, call: Call | None = None) -> None:
        """`call` is what was asked, if it can be asked ahead."""
        super().__init__("the first request")
        self.call = call


class ForeseeingClient:
    """Stands in for a guest (`GuestClient`) and ends a test at its first request, whatever that is."""

    def call(
        self,
        target: int,
        arguments: list[Value],
        keywords: dict[str, Value],
        *,
        observe: bool,
        lines: tuple[str, ...] = (),
        name: str = "",
    ) -> NoReturn:
        """Raises FirstRequestError, with the call if it is one of the module's by name."""
        call = Call(0, target, arguments, keywords, observe, lines=lines, name=name)
        raise FirstRequestError(call if target == MODULE and name else None)

    def __getattr__(self, name: str) -> NoReturn:
        raise FirstRequestError


class AnswersAhead:
    """Answers that have come already, in the order in which they will be asked for."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Request, object]] = deque()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, requests: Sequence[Request], replies: Sequence[object]) -> None:
        """Adds the answers to these requests."""
        self._waiting.extend(zip(requests, replies, strict=True))

    def take(self, request: Request) -> tuple[Request, object]:
        """The request that was made ahead in place of this one, and its answer. Raises AskedOtherwiseError."""
        asked, reply = self._waiting.popleft()
        if encode(replace(asked, id=request.id)) != encode(request):
            raise AskedOtherwiseError
        return asked, reply

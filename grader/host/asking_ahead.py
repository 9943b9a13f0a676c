"""Calls that are made in advance, before a test asks for their results. Trusted side.

A guest answers the same requests in the same order, whether or not the host waits for each answer. If a test then makes
a different request, the guest cannot be used any longer.
"""

from collections import deque
from collections.abc import Callable, Sequence
from typing import NoReturn

from msgspec.structs import replace

from grader.host.exchange import GuestClient
from grader.wire.messages import MODULE, Call, ProxyRequest, Request
from grader.wire.values import encode


class AskedOtherwiseError(BaseException):
    """A request differs from the one made in advance; not an Exception, so that no test takes it for a student's."""


class FirstRequestError(BaseException):
    """A test's first request, which is not sent; likewise not an Exception."""

    def __init__(self, call: Call | None = None) -> None:
        """`call` is the request, if it can be made in advance."""
        super().__init__("the first request")
        self.call = call


class ForeseeingClient(GuestClient):
    """Takes the place of a guest and ends a test at its first request, whatever that is."""

    def make(self, request: ProxyRequest) -> NoReturn:
        """Raises FirstRequestError, with the request if it calls a name of the module."""
        if isinstance(request, Call) and request.target == MODULE and request.name:
            raise FirstRequestError(request)
        raise FirstRequestError

    def lend(self, function: Callable[..., object]) -> NoReturn:  # noqa: ARG002 # the test ends here
        """Raises FirstRequestError: a request with the function would come next."""
        raise FirstRequestError

    def count(self, values: int) -> NoReturn:  # noqa: ARG002 # the test ends here
        """Raises FirstRequestError; nothing has come that could be counted."""
        raise FirstRequestError

    def protocol_error(self) -> NoReturn:
        """Raises FirstRequestError; no answer has come."""
        raise FirstRequestError


class AnswersAhead:
    """Answers that have already arrived, in the order of the expected requests."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Request, object]] = deque()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, requests: Sequence[Request], replies: Sequence[object]) -> None:
        """Adds the answers to these requests."""
        self._waiting.extend(zip(requests, replies, strict=True))

    def take(self, request: Request) -> tuple[Request, object]:
        """The request that was made in advance for this one, and its answer. Raises AskedOtherwiseError."""
        asked, reply = self._waiting.popleft()
        if encode(replace(asked, id=request.id)) != encode(request):
            raise AskedOtherwiseError
        return asked, reply

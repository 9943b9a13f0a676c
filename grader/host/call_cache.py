"""A guest whose answers are cached by the requests that led to them, so that none is made twice. Trusted side.

Student code that gets the same requests in the same order from the beginning should give the same answers. So running a
test again need not ask it again.
"""

from collections.abc import Callable
from hashlib import sha256
from itertools import count
from typing import NamedTuple, TypeAlias

from grader.host.exchange import GuestClient
from grader.host.failures import CallFailedError, failed
from grader.host.guest import Guest
from grader.host.idle_guests import IdleGuests
from grader.host.lent_functions import LentFunctions
from grader.host.replies import CallFailure
from grader.host.time_budget import MAX_VALUES, TimeBudget
from grader.model import CallStatus
from grader.wire.messages import ProxyRequest, Returned
from grader.wire.values import Recording, encode

Answer: TypeAlias = Returned | CallFailure
MAX_BYTES = 64 << 20


class _Question(NamedTuple):
    """A request, and a digest of it with all earlier ones."""

    request: ProxyRequest
    digest: bytes


class CallCache:
    """Answers, each keyed by a digest of every request since its guest was opened, up to a size limit."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._answers: dict[bytes, Answer] = {}
        self.function_numbers = count()  # so that no function of a test gets the answer for another
        self._room = max_bytes

    def find(self, questions: bytes) -> Answer | None:
        """The answer to the last of these requests, if it is cached."""
        return self._answers.get(questions)

    def store(self, questions: bytes, answer: Answer) -> None:
        """Caches the answer to the last of these requests, unless there is no room for it."""
        size = len(encode(answer))
        if size <= self._room:
            self._room -= size
            self._answers[questions] = answer


class CachedGuest(GuestClient):
    """Takes the place of a guest, and opens a real one for the first request that the cache cannot answer.

    If possible, it continues with an idle guest that has had the same requests, and leaves its own guest idle.
    """

    def __init__(
        self,
        open_guest: Callable[[], Guest],
        call_cache: CallCache,
        time_budget: TimeBudget,
        beginning: bytes = b"",
        idle: IdleGuests | None = None,
    ) -> None:
        """`beginning` identifies what the guest's answers depend on besides the requests."""
        self._open_guest = open_guest
        self._call_cache = call_cache
        self._time_budget = time_budget
        self._questions = sha256(beginning).digest()
        self._not_put: list[_Question] = []  # the requests that the real guest has not received yet
        self._guest: Guest | None = None
        self._idle = idle
        self._asked = b""  # the digest of the real guest's requests so far
        self._lent = LentFunctions(call_cache.function_numbers)

    def make(self, request: ProxyRequest) -> Returned:
        """Answers a request from the cache, or else makes it of the guest. Raises CallFailedError."""
        self._lent.require_idle()
        self._questions = sha256(self._questions + encode(request)).digest()
        self._not_put.append(_Question(request, self._questions))
        answer = self._call_cache.find(self._questions)
        if answer is None:
            answer = self._put_to_guest()
            self._call_cache.store(self._questions, answer)
        if isinstance(answer, CallFailure):
            raise failed(answer)
        return answer

    def lend(self, function: Callable[..., object]) -> Recording:
        """Lets student code call a function of the test; returns what represents it on the wire."""
        self._idle = None  # another test does not have this function
        return self._lent.lend(function)

    def draw(self, target: int) -> bytes:
        """The picture of a figure as PNG, or empty. Raises CallFailedError."""
        guest, self._idle = self._caught_up(), None  # drawing may change what it answers
        return guest.draw(target)

    def count(self, values: int) -> None:
        """Counts values of an answer, including a cached one. Raises CallFailedError."""
        if not self._time_budget.count(values):
            raise self.protocol_error(f"its answers hold more than {MAX_VALUES:,} values in all")

    def protocol_error(self, reason: str = "its answer could not be read") -> CallFailedError:
        """Ends the guest because its answer violates the protocol; returns the error to raise."""
        self._idle = None
        self.end()
        return CallFailedError(CallFailure(call_status=CallStatus.PROTOCOL, reason=reason))

    def end(self) -> None:
        """Ends the real guest or leaves it idle, if there is one."""
        idle, self._idle = self._idle, None
        if self._guest is not None and idle is not None:
            idle.leave(self._asked, self._guest)
        elif self._guest is not None:
            self._guest.end()

    def _put_to_guest(self) -> Answer:
        """Sends the last request to the guest, after all those that it has not received yet."""
        last = self._not_put.pop()
        guest = self._caught_up()
        self._asked = last.digest
        return _put(last.request, guest)

    def _caught_up(self) -> Guest:
        """The real guest, after replaying the requests that the cache had answered."""
        if self._guest is None:
            self._guest = self._resumed() or self._open_guest()
            self._guest.adopt_lent(self._lent)
        for question in self._not_put:
            self._asked = question.digest
            _put(question.request, self._guest)
        self._not_put.clear()
        return self._guest

    def _resumed(self) -> Guest | None:
        """An idle guest whose requests are the first ones of this guest."""
        found = self._idle.take([question.digest for question in self._not_put]) if self._idle is not None else None
        if found is None:
            return None
        guest, count = found
        self._asked = self._not_put[count - 1].digest
        del self._not_put[:count]
        return guest


def _put(request: ProxyRequest, guest: Guest) -> Answer:
    try:
        return guest.make(request)
    except CallFailedError as error:
        return error.failure

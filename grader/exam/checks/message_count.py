"""How many different messages a test could give a student, counted while the reference takes the test. Trusted side.

Each check is a place where a test may fail, with a number of possible messages. Student code that chooses its answers
after it saw a hidden input chooses one of all of these: a report can carry that much about the input, and no more.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeAlias, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")

CATEGORY_MESSAGES = 4
"""The messages of a comparison at this level: it is None, of another wrong kind, not a number, or the wrong value."""
SHAPE_MESSAGES = 48
"""The most messages of a comparison at this level: those of `relation` and `difference`, as a test checks."""
ACCURACY_MESSAGES = 32
"""The additional messages of a test of accuracy, at both levels."""
CALL_MESSAGES = 32
"""The messages of a call that does not return: its status and reason, its exception family, or its signature."""


LastCall: TypeAlias = Callable[[], Hashable]


class MessageCount:
    """The number of different messages of one test: checks that a student cannot distinguish count once."""

    def __init__(self, last_call: LastCall) -> None:
        """`last_call` is what a student reads about the last call."""
        self._last_call = last_call
        self._checks: dict[Hashable, tuple[int, int]] = {}

    def add(self, check: Hashable, at_category: int, at_shape: int) -> None:
        """Counts a check."""
        self._checks[check, self._last_call()] = (at_category, at_shape)

    @property
    def at_category(self) -> int:
        """How many messages there are at that level."""
        return sum(at_category for at_category, _ in self._checks.values())

    @property
    def at_shape(self) -> int:
        """How many messages there are at that level."""
        return sum(at_shape for _, at_shape in self._checks.values())


_message_count: ContextVar[MessageCount | None] = ContextVar("tally", default=None)


@contextmanager
def counting_messages(last_call: LastCall) -> Iterator[MessageCount]:
    """Counts the checks made inside the block."""
    message_count = MessageCount(last_call)
    token = _message_count.set(message_count)
    try:
        yield message_count
    finally:
        _message_count.reset(token)


def _is_shape(argument: object) -> bool:
    return type(argument) is tuple and all(type(length) is int for length in argument)


def counts_messages(at_category: int, at_shape: int) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Declares how many messages a check may fail with at each level; its arguments identify it."""

    def marked(check: Callable[_P, _T]) -> Callable[_P, _T]:
        @wraps(check)
        def counted(*arguments: _P.args, **keywords: _P.kwargs) -> _T:
            __tracebackhide__ = True
            if (message_count := _message_count.get()) is not None:
                named = tuple(each for each in arguments[1:] if isinstance(each, str | type) or _is_shape(each))
                message_count.add((check.__name__, named), at_category, at_shape)
            return check(*arguments, **keywords)

        return counted

    return marked

"""The functions of a test that student code may call while it carries out a request, and what each call costs. Trusted
side: runs the author's function on whatever data student code passes, so calls are counted and timed.
"""

import builtins
import time
from collections.abc import Callable, Iterator
from itertools import count

from grader.errors import AssignmentError
from grader.host.interruption import OutOfTimeError, Watch
from grader.host.meter import BudgetExceededError
from grader.wire.callbacks import TOLD_EXCEPTIONS, CallBack, CalledBack, lent
from grader.wire.figures import Figure
from grader.wire.frames import WireError
from grader.wire.packing import pack
from grader.wire.unpacking import Unpacker
from grader.wire.values import Handle, Recording, Value

MAX_CALLS = 10_000
MAX_SECONDS = 10.0
"""For all calls of one request together: the processor time of the functions."""
_TOLD = tuple(getattr(builtins, name) for name in TOLD_EXCEPTIONS)

Function = Callable[..., object]


class LentFunctions:
    """Functions by number. No number is given twice among those that share an iterator of them."""

    def __init__(self, numbers: Iterator[int] | None = None) -> None:
        self._numbers = count() if numbers is None else numbers
        self._functions: dict[int, Function] = {}
        self._watch = Watch()
        self.answering = False
        self._left, self._seconds = MAX_CALLS, MAX_SECONDS

    def lend(self, function: Function) -> Recording:
        """Registers a function; returns what represents it on the wire."""
        number = next(self._numbers)
        self._functions[number] = function
        return lent(number)

    def require_idle(self) -> None:
        """Requires that no function of the test is running, since student code could not answer then. Raises
        AssignmentError.
        """
        if self.answering:
            raise AssignmentError("A function that was handed to student code cannot ask that code for anything.")

    def begin(self) -> None:
        """Begins a request, which has its own number of calls and time."""
        self._left, self._seconds = MAX_CALLS, MAX_SECONDS

    def answer(self, asked: CallBack, request_id: int, count_values: Callable[[int], None]) -> CalledBack:
        """Calls a function for student code.

        Raises:
            WireError: There is no such function, or what it is given is not data.
            BudgetExceededError: It was called too often, or for too long.
        """
        function = self._functions.get(asked.function)
        if function is None or asked.id != request_id:
            raise WireError("a call of a function that was not handed over")
        self._left -= 1
        if self._left < 0:
            raise BudgetExceededError(f"it called a function that it was given more than {MAX_CALLS:,} times")
        started = time.thread_time()
        arguments = [_data(value, count_values) for value in asked.arguments]
        keywords = {name: _data(value, count_values) for name, value in asked.keywords.items()}
        self.answering = True
        try:
            with self._watch.at_most(self._seconds):
                return CalledBack(id=asked.id, value=_packed(function(*arguments, **keywords)))
        except OutOfTimeError as error:
            raise _too_long() from error
        except _TOLD as error:
            return CalledBack(id=asked.id, raised=_name_of(error))
        finally:
            self.answering = False
            self._seconds -= time.thread_time() - started
            if self._seconds < 0:
                raise _too_long()


def _too_long() -> BudgetExceededError:
    return BudgetExceededError(f"the function that it was given took more than {MAX_SECONDS:g} s in all")


def _name_of(error: Exception) -> str:
    return next(kind.__name__ for kind in type(error).__mro__ if kind in _TOLD)


def _data(value: Value, count_values: Callable[[int], None]) -> object:
    unpacker = Unpacker(_refused)
    found = unpacker.unpack(value)
    count_values(unpacker.looked_at)
    return found


def _refused(thing: Handle | Recording | Figure) -> object:
    raise WireError(f"a {type(thing).__name__} for a function that takes data")


def _packed(found: object) -> Value:
    def opaque(thing: object, note: str) -> Value:
        raise AssignmentError(
            f"A function that was handed to student code returned {type(thing).__name__} {note}".strip()
            + ": it has to return data."
        )

    return pack(found, opaque, plain_bools=True)

"""What every check is made of: how one fails, and the types and shapes that all of them ask for. Trusted side.

Whatever a student's value is, a check returns or fails: only the expected value can be a mistake of the author.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.exam.checks.comparisons import ComparisonError
from grader.exam.checks.message_count import CATEGORY_MESSAGES, SHAPE_MESSAGES, counts_messages
from grader.exam.wording import kinds, relation, sentences
from grader.host.sparse import is_dict
from grader.model import FeedbackLevel, Finding, Profile

Floats = NDArray[np.float64]
FLOATS = (np.float32, np.float64)
Shape = tuple[int, ...]


class CheckFailedError(ComparisonError):
    """A test found something wrong with what a student's code returned."""

    def __init__(self, *findings: Finding, expected: str = "") -> None:
        super().__init__(" ".join(part.text for part in findings))
        self.findings = findings
        self.expected = expected
        self.profile: Profile | None = None
        self.figure: Callable[[], Any] | None = None


@counts_messages(1, 1)
def true(condition: object, sentence: str) -> None:
    """Fails with `sentence`, which the student may read at every level above `nothing`, unless `condition` holds."""
    __tracebackhide__ = True
    if not kinds.holds(condition):
        raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, sentence))


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def number(actual: object, what: str) -> float:
    """Returns the student's value as a float; fails unless it is one number."""
    __tracebackhide__ = True
    if isinstance(actual, float | np.float64 | np.float32) or kinds.is_integer(actual) or _is_float(actual):
        return kinds.as_float(actual)
    raise wrong_kind(what, "one float", actual, relation.to_number(actual))


def array(actual: object, shape: tuple[int, ...], what: str) -> Floats:
    """Returns the student's value as a float64 array of this shape; a list or tuple of numbers is accepted too.

    A float32 array is accepted for its values: how accurate they have to be is up to the tolerance, and to a test of
    accuracy.
    """
    __tracebackhide__ = True
    return array_beside(actual, shape, what, ())


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def array_beside(actual: object, shape: Shape, what: str, others: Collection[Shape]) -> Floats:
    """The same; `others` are the shapes of related values."""
    __tracebackhide__ = True
    made = _from_sequence(actual) if isinstance(actual, list | tuple) else actual
    if not isinstance(made, np.ndarray) or made.dtype not in FLOATS or made.shape != shape:
        relates = relation.to_array(actual if made is None else made, shape, others)
        raise wrong_kind(what, f"a float64 array of shape {shape}", actual, relates)
    return kinds.as_doubles(made)


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def items(actual: object, length: int, what: str) -> Sequence[object]:
    """Returns the student's value as a sequence; fails unless it has this length."""
    __tracebackhide__ = True
    wanted = f"a list or tuple with {length} {'entry' if length == 1 else 'entries'}"
    if not isinstance(actual, list | tuple | np.ndarray) or (isinstance(actual, np.ndarray) and actual.ndim == 0):
        raise wrong_kind(what, wanted, actual)
    if len(actual) != length:
        raise wrong_kind(what, wanted, actual, relation.to_length(actual, length))
    return list(actual)


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def entry(actual: object, key: object, what: str) -> object:
    """Returns one entry of a dict that the student returned; fails if it is missing."""
    __tracebackhide__ = True
    if not isinstance(actual, dict) or not is_dict(actual):
        raise wrong_kind(what, "a dict", actual)
    if key not in actual:
        sentence = f"{sentences.subject(what)} has no entry {key!r}: is the key missing, or spelt differently?"
        raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, sentence))
    return actual[key]


def _from_sequence(actual: list[object] | tuple[object, ...]) -> NDArray[Any] | None:
    """The array of a sequence: float64, unless its numbers are less exact; None if they form no array."""
    try:
        # From one long text among many items, NumPy would make items that are all as long.
        with np.errstate(all="ignore"):
            made = np.array(actual) if kinds.is_numeric(actual) else None
    except (ValueError, OverflowError):  # ragged, or an int that no float can hold
        return None
    if made is None or made.dtype.kind not in "if" or made.dtype.itemsize < np.dtype(np.float32).itemsize:
        return made
    return kinds.as_doubles(made)


def _is_float(actual: object) -> bool:
    return isinstance(actual, np.ndarray) and actual.shape == () and actual.dtype in FLOATS


def wrong_kind(what: str, wanted: str, actual: object, relates: str = "") -> CheckFailedError:
    """The failure of a value of the wrong kind; `relates` says how it relates to the right one."""
    return CheckFailedError(*sentences.of_kind(what, wanted, actual, relates))

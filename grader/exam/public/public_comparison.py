"""What the checks of hidden tests say about the `==` of a public test that did not hold. Trusted side.

So a student reads about a text, a shape or a sign in the same words as when the work is graded. Public tests
keep no secrets: all levels may be shown.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeGuard

from grader.exam.checks import check
from grader.exam.checks.check import CheckFailedError
from grader.exam.wording import relation
from grader.model import FeedbackLevel, Finding
from grader.wire.figures import Figure
from grader.wire.frames import WireError
from grader.wire.public_tests import AssertComparison, HeldName, TestHalt
from grader.wire.unpacking import unpack
from grader.wire.values import Handle, Recording

_PLAIN = frozenset({FeedbackLevel.SHAPE, FeedbackLevel.CATEGORY})


class _Kept:
    """A student's object that is not data, by the name of its type."""

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name


def of_comparison(halt: TestHalt | None) -> list[str]:
    """How the value that came back relates to the expected one; empty if a check finds no fault."""
    compared = halt.compared if halt else None
    if compared is None:
        return []
    try:
        actual, expected = unpack(compared.actual, _kept), unpack(compared.expected, _kept)
    except WireError:
        return []
    if isinstance(actual, _Kept):
        return [said] if (said := relation.of_type(actual.type_name)) else []
    if isinstance(expected, _Kept):
        return []
    if "shape" in compared.source:
        return list(_of_shapes(actual, expected))
    return [part.text for part in _findings(actual, expected, compared) if part.level in _PLAIN]


def of_held(halt: TestHalt | None, message: str) -> str:
    """Which value of the line has the kind that the message complains about: a module, None or a function."""
    held = halt.held if halt else ()
    for kind, said in _BLAMED:
        for each in held:
            if said(each, message):
                return f"`{each.source}` returned {kind}" if each.source else f"`{each.name}` is {kind}"
    return ""


def _findings(actual: object, expected: object, compared: AssertComparison) -> Sequence[Finding]:
    try:
        check.close(actual, expected, f"`{compared.source}`")
    except CheckFailedError as error:
        return error.findings[1:]  # the first says that it is wrong, as the test does
    except (TypeError, ValueError):  # a check cannot compare with what was expected
        return ()
    return ()


def _of_shapes(actual: object, expected: object) -> Iterator[str]:
    """How the first wrong shape relates to the right one, and which they are."""
    pairs = [(actual, expected)]
    if isinstance(actual, list) and isinstance(expected, list) and len(actual) == len(expected):
        pairs = list(zip(actual, expected, strict=True))
    for found, wanted in pairs:
        if _is_shape(found) and _is_shape(wanted) and found != wanted:
            yield f"The shape {found} should be {wanted}."
            yield relation.to_shape(found, wanted)
            return


def _is_shape(value: object) -> TypeGuard[tuple[int, ...]]:
    return isinstance(value, tuple) and all(type(length) is int for length in value)


def _kept(value: Handle | Recording | Figure) -> object:
    return _Kept(value.type_name) if isinstance(value, Handle) else _Kept("Figure")


_BLAMED: Sequence[tuple[str, Callable[[HeldName, str], bool]]] = (
    (relation.A_MODULE, lambda held, _message: held.type_name == "module"),
    (relation.A_NONE, lambda held, message: held.type_name == "NoneType" and "NoneType" in message),
    (
        relation.A_FUNCTION,
        lambda held, message: held.type_name in {"function", "method"} and f"'{held.type_name}'" in message,
    ),
)

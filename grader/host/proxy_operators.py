"""Python's operators and functions on a proxy: each becomes a request to its guest, or an error for the author. Trusted
side.

What Python answered by itself would be about the proxy and not about the student's object: `student.f == 3`
would be False whatever the student wrote, and correct work would silently lose its points.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NoReturn

from grader.errors import AssignmentError
from grader.host.failures import CallFailedError, failed
from grader.host.replies import CallFailure
from grader.model import CallStatus
from grader.wire.operations import (
    COMPARISONS,
    EXCEPTIONS,
    IN_PLACE,
    MAX_ITEMS_OF_ITERATION,
    MAX_LENGTH,
    RESULTS,
    TWO_SIDED,
)

PLAIN = (*COMPARISONS, *TWO_SIDED, *(f"r{name}" for name in TWO_SIDED), *(f"i{name}" for name in IN_PLACE),
         "hash", "repr", "str", "format", "bool", "len", "contains", "iter", "reversed", "getitem", "setitem",
         "delitem", "delattr", "dir", "float", "int", "complex", "index", "round", "trunc", "floor", "ceil",
         "neg", "pos", "abs", "invert", "enter")  # fmt: skip
"""The operations whose Python method takes the same arguments."""
METHODS: Mapping[str, str] = MappingProxyType(
    {
        **{f"__{name}__": name for name in PLAIN},
        "__instancecheck__": "isinstance",
        "__subclasscheck__": "issubclass",
    }
)
LOGGED = frozenset({*COMPARISONS, *TWO_SIDED, *(f"i{name}" for name in IN_PLACE), "setitem", "delitem"})
"""What a report lists among the calls; reading is not listed."""
TOLD_NAMES = frozenset({"__name__", "__qualname__", "__doc__", "__annotations__", "__defaults__"})
"""Names with double underscores that are read from the student's object; Python itself asks for others."""
DATA = "Have it come over as data: what a call returns, an attribute, or `fetch_value`."
REFUSED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "__array__": ("a conversion to an array", DATA),
        **dict.fromkeys(("__copy__", "__deepcopy__", "__reduce__", "__reduce_ex__"), ("a copy", DATA)),
        **dict.fromkeys(("__await__", "__aiter__", "__anext__", "__aenter__", "__aexit__"), ("`await`", DATA)),
        **dict.fromkeys(("__bytes__", "__buffer__", "__fspath__"), ("its bytes or its path", DATA)),
    }
)
"""Python's name of an operation that cannot be a request -> what the author reads about it, and what to do instead."""


class ProxyOperationError(AssignmentError):
    """A test applied an operator to a student's object that no request can carry out."""


Ask = Callable[..., Any]


def asks(cls: type) -> type:
    """Makes a class send what can be a request to its guest, by its method `_operate`, and refuse the rest."""
    for method, name in METHODS.items():
        setattr(cls, method, _asking(name))
    for method, (question, instead) in REFUSED.items():
        setattr(cls, method, _refusing(question, instead))
    cls.__next__ = _next_item  # type: ignore[attr-defined] # these two do more than send a request
    cls.__exit__ = _leave  # type: ignore[attr-defined] # likewise
    cls.__doc__ = property(_ask_doc)  # type: ignore[assignment] # or the proxy's own would be shown
    cls.__array_ufunc__ = None  # type: ignore[attr-defined] # NumPy's operators then use those above
    return cls


def _told_exception(kind: type[BaseException] | None) -> str | None:
    """The name of the exception for a student's context manager, if it is a built-in one."""
    return next((base.__name__ for base in kind.__mro__ if base.__name__ in EXCEPTIONS), None) if kind else None


def may_result(name: str, found: object) -> bool:
    """Whether an operation can have this result, if Python restricts it; our guest code returns nothing else."""
    wanted = RESULTS[name]
    if wanted is not None and type(found) is not wanted:
        return False
    if name == "len" and isinstance(found, int):
        return 0 <= found <= MAX_LENGTH
    return wanted is not list or not isinstance(found, list) or all(isinstance(each, str) for each in found)


def is_answer(name: str, failure: CallFailure) -> bool:
    """Whether Python takes a failure for an answer: an iterator has ended, or has no length when `list` asks for it."""
    expected = {"next": "StopIteration", "len": "TypeError"}.get(name)
    return expected in failure.type_names


def _ask_doc(proxy: Any) -> Any:
    return proxy.__getattr__("__doc__")


def _asking(name: str) -> Ask:
    def ask(self: object, *arguments: object) -> Any:
        __tracebackhide__ = True
        return _operate(self, name, arguments)

    return ask


def _operate(proxy: object, name: str, arguments: tuple[object, ...]) -> Any:
    __tracebackhide__ = True
    return object.__getattribute__(proxy, "_Proxy__operate")(name, arguments)


def _next_item(self: object) -> Any:
    """The next item of an iterator. Raises StopIteration, or CallFailedError if it does not come to an end."""
    __tracebackhide__ = True
    given = object.__getattribute__(self, "_Proxy__given")
    if given >= MAX_ITEMS_OF_ITERATION:
        reason = f"it gave {MAX_ITEMS_OF_ITERATION:,} items and did not come to an end"
        raise failed(CallFailure(call_status=CallStatus.TIMED_OUT, reason=reason))
    object.__setattr__(self, "_Proxy__given", given + 1)
    try:
        return _operate(self, "next", ())
    except CallFailedError as error:
        if "StopIteration" in error.failure.type_names:
            raise StopIteration from None
        raise


def _leave(self: object, kind: type[BaseException] | None, _error: object, _traceback: object) -> bool:
    """Leaves a `with` block of the student's, which gets the built-in exception that was raised in it."""
    return bool(_operate(self, "exit", (_told_exception(kind),)))


def _refusing(question: str, instead: str) -> Ask:
    def refuse(self: object, *_arguments: object, **_keywords: object) -> NoReturn:
        label = object.__getattribute__(self, "_Proxy__label") or "the student's module"
        raise ProxyOperationError(
            f"The test uses {question} on {label}, an object that stays with the student. {instead}"
        )

    return refuse

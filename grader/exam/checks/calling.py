"""Checks of what student code is and does: functions, classes, what is raised and printed. Trusted side."""

import re
from collections.abc import Callable, Collection
from typing import Any

from grader.exam.checks.basic import CheckFailedError, wrong_kind
from grader.exam.checks.equality import text
from grader.exam.checks.message_count import counts_messages
from grader.exam.wording import kinds
from grader.host.failures import CallFailedError
from grader.host.proxy import Proxy
from grader.model import CallStatus, FeedbackLevel, Finding


@counts_messages(2, 2)
def raises(
    exception: Any, call: Callable[..., object], *arguments: object, match: str = "", **keywords: object
) -> None:
    """Requires that a call into student code raises this exception or a subclass.

    The exception is a built-in one or a class of the student's. `match` is a pattern that its message has to match.
    """
    __tracebackhide__ = True
    _require_callable(call)
    name = _called(exception)  # for people: the author of a class may have chosen its own name after hidden inputs
    told = exception.__name__
    try:
        call(*arguments, **keywords)
    except CallFailedError as error:
        failure = error.failure
        if failure.call_status is not CallStatus.RAISED or type(told) is not str or told not in failure.type_names:
            raise
        if match and not re.search(match, failure.message):
            raise CheckFailedError(
                Finding(
                    FeedbackLevel.CATEGORY,
                    f"It raises {name}, as it should, but the message of it says something else.",
                ),
                Finding(FeedbackLevel.INPUTS, f"It says: {failure.message}"),
                Finding(FeedbackLevel.VALUES, f"It should fit the pattern {match!r}."),
            ) from None
        return
    raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, f"It should raise {name} here, but it returned."))


def prints(expected: str, call: Any, *arguments: object, ignore: Collection[str] = (), **keywords: object) -> Any:
    """Requires that a call prints this text, and returns its result; `ignore` is that of `text`."""
    __tracebackhide__ = True
    _require_callable(call)
    seen = Proxy.observe(call, *arguments, **keywords)
    text(seen.printed, expected, "the printed text", ignore)
    return seen.returned


@counts_messages(1, 1)
def function(actual: object, what: str) -> Any:
    """Requires a callable of the student's, and returns it."""
    __tracebackhide__ = True
    if not isinstance(actual, Proxy):
        raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, f"{what} should be something to call."))
    return actual


@counts_messages(2, 2)
def instance(actual: object, kind: Any, what: str) -> Any:
    """Requires an object of a class, and returns it: a class of the student's, a built-in one, or one by its name."""
    __tracebackhide__ = True
    if isinstance(kind, str):
        found = isinstance(actual, Proxy) and kind in Proxy.type_names(actual)
    else:
        found = isinstance(actual, kind) and (kind is bool or not isinstance(kinds.plain(actual), bool))
    if not found:
        raise wrong_kind(what, f"an object of {kind if isinstance(kind, str) else _called(kind)}", actual)
    return actual


def _called(kind: Any) -> str:
    """The name of a class: of the student's the one that the test asked for."""
    return Proxy.label(kind).rpartition(".")[2] if isinstance(kind, Proxy) else kind.__name__


def _require_callable(call: object) -> None:
    __tracebackhide__ = True
    if not callable(call):
        raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, "There should be something to call here."))

"""The exception of a request that did not return. Trusted side.

It also has the type of the exception that student code raised, if that is a built-in one: `except ValueError`,
`pytest.raises(ValueError)`, `hasattr` and a default of `getattr` or `next` work as they would without a wire.
"""

import builtins
from functools import cache

from grader.host.replies import CallFailure
from grader.model import CallStatus
from grader.wire.operations import EXCEPTIONS


class CallFailedError(Exception):
    """A request into student code did not return; `failure` says how it ended."""

    def __init__(self, failure: CallFailure) -> None:
        Exception.__init__(self, failure.message if failure.call_status is CallStatus.RAISED else failure.reason)
        self.failure = failure


def failed(failure: CallFailure) -> CallFailedError:
    """The exception to raise for a request that ended this way."""
    if failure.call_status is CallStatus.MISSING:
        return _typed(AttributeError)(failure)
    raised = failure.type_names if failure.call_status is CallStatus.RAISED else ()
    name = next((name for name in raised if name in EXCEPTIONS), None)
    return _typed(getattr(builtins, name))(failure) if name else CallFailedError(failure)


@cache
def _typed(kind: type[Exception]) -> type[CallFailedError]:
    """A subclass of CallFailedError that is also a subclass of a built-in exception."""
    return type("CallFailedError", (CallFailedError, kind), {"__module__": __name__, "__str__": Exception.__str__})

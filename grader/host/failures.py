"""The exception of a request that did not return. Trusted side.

It is of the kind that the student's code raised too, as far as that kind is Python's own: `except ValueError`,
`pytest.raises(ValueError)`, `hasattr` and a default of `getattr` or `next` do with it what they would without a wire.
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
    """The error to raise for a request that ended so."""
    if failure.call_status is CallStatus.MISSING:
        return _typed(AttributeError)(failure)
    raised = failure.type_names if failure.call_status is CallStatus.RAISED else ()
    name = next((name for name in raised if name in EXCEPTIONS), None)
    return _typed(getattr(builtins, name))(failure) if name else CallFailedError(failure)


@cache
def _typed(kind: type[Exception]) -> type[CallFailedError]:
    """CallFailedError as a subclass of an exception of Python's too."""
    return type("CallFailedError", (CallFailedError, kind), {"__module__": __name__, "__str__": Exception.__str__})

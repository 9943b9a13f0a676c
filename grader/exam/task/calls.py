"""The calls of a test in words, each with its level. Trusted side; sees decoded data only.

The types and shapes of arguments may be shown even if hidden inputs may not, since a test chose them. If the test
passed on what student code had returned, that code chose them, and nothing more is said than that.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import PurePath

import numpy as np
from msgspec.structs import replace

from grader.host.describe import kind, spell
from grader.host.exchange import Exchange
from grader.host.proxy import Proxy
from grader.host.sparse import is_dict
from grader.model import CallRecord, CallStatus

MAX_LOGGED_CALLS = 20
MAX_LOOKED_AT = 20_000
"""How many parts of values are inspected in total: beyond that, their origin is unknown."""
PASSED_ON = "what your code returned"
UNCLEAR = "something"
MAX_PRINTED = 1 << 16
"""How many characters of what one test's calls printed are kept; the latest calls come first."""


def records(exchanges: Sequence[Exchange], *, complete: bool = True) -> tuple[CallRecord, ...]:
    """The latest calls among these exchanges; reading an attribute does not count.

    If exchanges are missing, it is unknown what came from student code and was passed on.
    """
    latest = [exchange for exchange in exchanges if not exchange.read][-MAX_LOGGED_CALLS:]
    if not latest:
        return ()
    came = (value for exchange in exchanges for value in (exchange.returned, exchange.left))
    theirs = _identities(came) if complete else None
    return _within_room([_record(exchange, theirs) for exchange in latest])


def passes(exchanges: Sequence[Exchange], text: str) -> bool:
    """Whether a text or a path that contains this text is among the arguments."""
    given = [value for exchange in exchanges for value in (*exchange.arguments, *exchange.keywords.values())]
    return any(isinstance(part, str | PurePath) and text in str(part) for part in _parts(given, MAX_LOOKED_AT))


def _within_room(found: Sequence[CallRecord]) -> tuple[CallRecord, ...]:
    cut = []
    room = MAX_PRINTED
    for record in reversed(found):
        cut.append(replace(record, printed=record.printed[:room]))
        room -= len(cut[-1].printed)
    return tuple(reversed(cut))


def call_signature(call: Exchange) -> tuple[str, ...]:
    """The name and the types of the arguments, as if a test had chosen all of them."""
    return call.target, *map(kind, call.arguments), *(f"{name}={kind(value)}" for name, value in call.keywords.items())


def _record(exchange: Exchange, theirs: AbstractSet[int] | None) -> CallRecord:
    named = [
        *(("", value) for value in exchange.arguments),
        *((f"{name}=", v) for name, v in exchange.keywords.items()),
    ]
    returned = exchange.failure is None
    return CallRecord(
        target=exchange.target,
        call_status=CallStatus.RETURNED if exchange.failure is None else exchange.failure.call_status,
        signature=", ".join(name + _given(value, theirs) for name, value in named),
        return_kind=kind(exchange.returned) if returned else "",
        arguments=", ".join(name + spell(value) for name, value in named),
        returned=spell(exchange.returned) if returned else "",
        printed=exchange.printed,
    )


def _given(value: object, theirs: AbstractSet[int] | None) -> str:
    parts = list(_parts([value], MAX_LOOKED_AT))
    if len(parts) == MAX_LOOKED_AT or (theirs is None and any(map(_has_identity, parts))):
        return UNCLEAR
    if any(isinstance(part, Proxy) or (theirs and _has_identity(part) and id(part) in theirs) for part in parts):
        return PASSED_ON
    return kind(value)


def _identities(values: Iterable[object]) -> AbstractSet[int]:
    return {id(part) for part in _parts(values, MAX_LOOKED_AT) if _has_identity(part)}


def _parts(values: Iterable[object], maximum: int) -> Iterator[object]:
    """The values and their contents, up to a limit."""
    waiting = list(values)
    while waiting and maximum:
        maximum -= 1
        part = waiting.pop()
        yield part
        match part:
            case list() | tuple():
                waiting.extend(part[:maximum])
            case dict() if is_dict(part):
                waiting.extend(list(part.values())[:maximum])


def _has_identity(part: object) -> bool:
    """Whether identity shows a common origin: small numbers, texts and () are shared objects."""
    return isinstance(part, float | np.ndarray | np.generic | list | dict) or (isinstance(part, tuple) and bool(part))

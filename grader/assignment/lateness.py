"""When work is due and what it costs to be late: what files may say of that, and what comes of several. Trusted; pure.

Knows no files and no clock; `course_file` reads, and the gradebook carries out.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct

_WHOLE = 100


class LateCosts(Struct, frozen=True, forbid_unknown_fields=True):
    """What it costs to be late, whatever the assignment: `[late]` of a course file. What is left out is said elsewhere.

    Attributes:
        grace_minutes: For how long after the due time nothing is taken off.
        percent: How much of the assignment's points each begun day or hour costs.
        per: Whether days count or hours.
        most_percent: What is taken off at most.
        extra_days: How many days longer single students have, by what their results are called, login, address or
            number.
    """

    grace_minutes: float | None = None
    percent: float | None = None
    per: Literal["day", "hour"] | None = None
    most_percent: float | None = None
    extra_days: Mapping[str, float] = {}


class LateTerms(LateCosts, frozen=True, forbid_unknown_fields=True):
    """The same of one assignment: `[late]` of its manifest, or its part of a course file.

    Attributes:
        due: Until when; a time with its offset.
        latest: After that there are no points at all.
        extensions: Until when work is due for single students, by the same names.
    """

    due: datetime | None = None
    latest: datetime | None = None
    extensions: Mapping[str, datetime] = {}


class LatePolicy(Struct, frozen=True, forbid_unknown_fields=True):
    """What all of them come to. The score that the tests found stays; this is taken off it.

    Attributes:
        due: Until when; a time with its offset.
        grace_minutes: For how long after that nothing is taken off.
        percent: How much of the assignment's points each begun day or hour costs.
        per: Whether days count or hours.
        most_percent: What is taken off at most.
        latest: After that there are no points at all.
        extensions: Until when work is due for single students, by what their results are called, login, address or
            number.
        extra_days: How many days longer single students have, by the same names.
    """

    due: datetime
    grace_minutes: float = 0.0
    percent: float = 10.0
    per: Literal["day", "hour"] = "day"
    most_percent: float = 100.0
    latest: datetime | None = None
    extensions: Mapping[str, datetime] = {}
    extra_days: Mapping[str, float] = {}


def merged(layers: Sequence[LateCosts]) -> LatePolicy | None:
    """What several files say together, the most special first: it wins, value by value and student by student.

    None where nobody says when the work is due.
    """
    told: dict[str, object] = {}
    for layer in reversed(layers):
        for name in layer.__struct_fields__:
            value = getattr(layer, name)
            if isinstance(value, Mapping):
                before = told.get(name)
                told[name] = {**(before if isinstance(before, Mapping) else {}), **value}
            elif value is not None:
                told[name] = value
    return msgspec.convert(told, LatePolicy) if "due" in told else None


def fault(terms: LateCosts | LatePolicy) -> str:
    """What is wrong with times and numbers, to go on after `[late]` of a file with; or nothing."""
    times = {name: getattr(terms, name, None) for name in ("due", "latest")} | dict(getattr(terms, "extensions", {}))
    for name, time in times.items():
        if time is not None and time.tzinfo is None:
            return f"has a time without an offset for {name}: write it like 2026-12-01T23:59:00+01:00."
    most = _WHOLE if terms.most_percent is None else terms.most_percent
    if not 0 <= (terms.percent or 0) <= most <= _WHOLE:
        return "cannot be: percent is between 0 and most_percent, which is 100 or less."
    if (terms.grace_minutes or 0) < 0:
        return f"cannot be: grace_minutes is {terms.grace_minutes:g}, and takes 0 or more."
    short = next((name for name, days in terms.extra_days.items() if not 0 <= days < float("inf")), None)
    return f"cannot be: extra_days of {short} is {terms.extra_days[short]:g}, and takes 0 or more." if short else ""

"""When work is due and what lateness costs: the keys of files, and how several files combine. Trusted side; pure.

Knows no files and no clock; `course_file` reads, and the gradebook applies it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct

_WHOLE = 100


class LateCosts(Struct, frozen=True, forbid_unknown_fields=True):
    """What lateness costs, whatever the assignment: `[late]` of a course file. Missing keys are set elsewhere.

    Attributes:
        grace_minutes: For how long after the due time nothing is deducted.
        percent: How much of the assignment's points each day or hour, or part of one, costs.
        per: Whether days count or hours.
        most_percent: The most that is deducted.
        extra_days: How many extra days individual students have, by the name of their results, login, address or
            number.
    """

    grace_minutes: float | None = None
    percent: float | None = None
    per: Literal["day", "hour"] | None = None
    most_percent: float | None = None
    extra_days: Mapping[str, float] = {}


class LateTerms(LateCosts, frozen=True, forbid_unknown_fields=True):
    """The same for one assignment: `[late]` of its manifest, or its part of a course file.

    Attributes:
        due: The deadline; a time with its offset.
        latest: After this time there are no points at all.
        extensions: Deadlines for individual students, by the same names.
    """

    due: datetime | None = None
    latest: datetime | None = None
    extensions: Mapping[str, datetime] = {}


class LatePolicy(Struct, frozen=True, forbid_unknown_fields=True):
    """All of them combined. The score that the tests found stays; this is deducted from it.

    Attributes:
        due: The deadline; a time with its offset.
        grace_minutes: For how long after that nothing is deducted.
        percent: How much of the assignment's points each day or hour, or part of one, costs.
        per: Whether days count or hours.
        most_percent: The most that is deducted.
        latest: After this time there are no points at all.
        extensions: Deadlines for individual students, by the name of their results, login, address or
            number.
        extra_days: How many extra days individual students have, by the same names.
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
    """Several files combined, the most specific first: it takes precedence, value by value and student by student.

    None if no file says when the work is due.
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


def policy_fault(terms: LateCosts | LatePolicy) -> str:
    """What is wrong with times and numbers, as the end of a sentence about `[late]` of a file; or empty."""
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

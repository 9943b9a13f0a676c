"""What lateness costs, as the manifest and the course file say. Trusted; pure. Knows no store, no clock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil

from grader.assignment import LatePolicy
from grader.feedback.words import count_of
from grader.intake import HandInTime
from grader.model import ScoreChange

_UNIT = {"day": timedelta(days=1), "hour": timedelta(hours=1)}


def late_change(
    policy: LatePolicy, hand_in: HandInTime, score: float, max_score: float, keys: Iterable[str] = ()
) -> ScoreChange | None:
    """What is deducted, or None if nothing is: the work was in time, or its time is unknown.

    Args:
        policy: When it was due, and what lateness costs.
        hand_in: When it was handed in; a time without an offset is read in the time zone of the deadline.
        score: What would count otherwise; no more than that is deducted.
        max_score: The maximum, of which shares are deducted.
        keys: What the student is known by, for an extension.
    """
    keys = tuple(keys)
    if hand_in.at is None or not is_late(policy, hand_in, keys):
        return None
    at, due = _at(policy, hand_in.at), _due(policy, keys)
    units = ceil((at - due) / _UNIT[policy.per])
    late = f"{count_of(units, policy.per)} late"
    if policy.latest is not None and at > max(policy.latest, due):
        return ScoreChange(-score, f"{late}, after the latest time", late=True)
    taken = min(policy.percent * units, policy.most_percent) / 100 * max_score
    return ScoreChange(-min(taken, score), late, late=True) if taken > 0 and score > 0 else None


def is_late(policy: LatePolicy, hand_in: HandInTime, keys: Iterable[str] = ()) -> bool:
    """Whether work was late, after the time of grace; false if its time is unknown."""
    grace = timedelta(minutes=policy.grace_minutes)
    return hand_in.at is not None and _at(policy, hand_in.at) > _due(policy, keys) + grace


def _at(policy: LatePolicy, at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=policy.due.tzinfo)


def _due(policy: LatePolicy, keys: Iterable[str]) -> datetime:
    """When it is due for a student: the longest extension under any of their names."""
    known = {key.casefold() for key in keys}
    extended = [time for name, time in policy.extensions.items() if name.casefold() in known]
    extra = [policy.due + timedelta(days=days) for name, days in policy.extra_days.items() if name.casefold() in known]
    return max((*extended, *extra), default=policy.due)

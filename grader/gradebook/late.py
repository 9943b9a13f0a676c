"""What it costs to be late, carried out, as files say it together. Trusted; pure. Knows no store, no clock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil

from grader.assignment import LatePolicy
from grader.feedback.words import counted
from grader.intake import HandIn
from grader.model import ScoreChange

_UNIT = {"day": timedelta(days=1), "hour": timedelta(hours=1)}


def late_change(
    policy: LatePolicy, hand_in: HandIn, score: float, max_score: float, keys: Iterable[str] = ()
) -> ScoreChange | None:
    """What is taken off, or None where nothing is: the work was in time, or nobody tells when it was handed in.

    Args:
        policy: When it was due, and what being late costs.
        hand_in: When it was handed in; a time without an offset is one of the place where the assignment is due.
        score: What would count otherwise; no more than that is taken off.
        max_score: All points there are, of which shares are taken.
        keys: What the student is known by, for an extension.
    """
    keys = tuple(keys)
    if hand_in.at is None or not is_late(policy, hand_in, keys):
        return None
    at, due = _at(policy, hand_in.at), _due(policy, keys)
    units = ceil((at - due) / _UNIT[policy.per])
    late = f"{counted(units, policy.per)} late"
    if policy.latest is not None and at > max(policy.latest, due):
        return ScoreChange(-score, f"{late}, after the latest time", late=True)
    taken = min(policy.percent * units, policy.most_percent) / 100 * max_score
    return ScoreChange(-min(taken, score), late, late=True) if taken > 0 and score > 0 else None


def is_late(policy: LatePolicy, hand_in: HandIn, keys: Iterable[str] = ()) -> bool:
    """Whether work was late, the time of grace granted; not where nobody tells when it was handed in."""
    grace = timedelta(minutes=policy.grace_minutes)
    return hand_in.at is not None and _at(policy, hand_in.at) > _due(policy, keys) + grace


def _at(policy: LatePolicy, at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=policy.due.tzinfo)


def _due(policy: LatePolicy, keys: Iterable[str]) -> datetime:
    """When it is due for a student, by the longest extension that any of their names has."""
    known = {key.casefold() for key in keys}
    extended = [time for name, time in policy.extensions.items() if name.casefold() in known]
    extra = [policy.due + timedelta(days=days) for name, days in policy.extra_days.items() if name.casefold() in known]
    return max((*extended, *extra), default=policy.due)

"""The grades of a class as they count, after dropped tests, adjustments and lateness in its record. Trusted; pure.

The results of the tests are kept unchanged; this is computed from them each time, so that it survives every regrading.
"""

from collections.abc import Mapping
from functools import cached_property

import msgspec
from msgspec import Struct

from grader.assignment import LatePolicy
from grader.gradebook.late import is_late
from grader.gradebook.own_rules import OwnRules
from grader.gradebook.store.reading import Adjustment, ClassMember, DroppedTest
from grader.intake import HandInTime
from grader.model import Grade, ScoreChange


class Rules(Struct, frozen=True, kw_only=True, dict=True):
    """What changes grades of a class after grading.

    Attributes:
        dropped: Tests that no longer count: everybody gets their points.
        adjustments: Points that were added or taken away, with their reasons.
        late: What lateness costs.
        hand_ins: When each work was handed in.
        roster: Who handed it in.
    """

    dropped: tuple[DroppedTest, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    late: LatePolicy | None = None
    hand_ins: Mapping[str, HandInTime] = {}
    roster: Mapping[str, ClassMember] = {}

    def of(self, submission: str) -> OwnRules:
        """What changes the grade of one submission."""
        late = self.late if submission in self.hand_ins else None
        return OwnRules(
            dropped=self._reasons,
            adjustments=self._changes.get(submission, ()),
            late=late,
            hand_in=self.hand_ins[submission] if late is not None else None,
            keys=self._keys(submission) if late is not None else (),
        )

    def standing(self, grade: Grade) -> Grade:
        """The grade as it counts."""
        return self.of(grade.submission).standing(grade)

    def late_ones(self) -> frozenset[str]:
        """Who was late, by the policy or, if there is none, according to the platform."""
        return frozenset(name for name, hand_in in self.hand_ins.items() if self._is_late(name, hand_in))

    @cached_property
    def _reasons(self) -> Mapping[str, str]:
        return {each.test: each.reason for each in self.dropped}

    @cached_property
    def _changes(self) -> Mapping[str, tuple[ScoreChange, ...]]:
        found: dict[str, tuple[ScoreChange, ...]] = {}
        for each in self.adjustments:
            found[each.submission] = (*found.get(each.submission, ()), _change(each))
        return found

    def _is_late(self, submission: str, hand_in: HandInTime) -> bool:
        if self.late is None or hand_in.at is None:
            return hand_in.late
        return is_late(self.late, hand_in, self._keys(submission))

    def _keys(self, submission: str) -> tuple[str, ...]:
        """The names and ids of a student, for an extension."""
        member = self.roster.get(submission)
        who = (member.student.login, member.student.email, member.student.number) if member else ()
        return (submission, *filter(None, who))


def encode_policy(policy: LatePolicy | None) -> str:
    """A late policy as stored in the record."""
    return "" if policy is None else msgspec.json.encode(policy).decode()


def decode_policy(text: str) -> LatePolicy | None:
    """A late policy from the record."""
    return msgspec.json.decode(text, type=LatePolicy) if text else None


def _change(adjustment: Adjustment) -> ScoreChange:
    return ScoreChange(adjustment.points, adjustment.reason, adjustment.task, adjustment.comment)

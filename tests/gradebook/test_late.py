"""Being late costs what the assignment says, by the time that the platform tells; what nobody tells costs nothing."""

from datetime import datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from grader.assignment import LatePolicy
from grader.feedback.words import changes_in_a_line
from grader.gradebook.late import is_late, late_change
from grader.gradebook.standing import Rules
from grader.gradebook.store import Adjustment
from grader.gradebook.store.reading import ClassMember
from grader.intake import HandInTime, Student
from tests.support.sample_grades import sample_grade

ZONE = timezone(timedelta(hours=1))
DUE = datetime(2026, 12, 1, 23, 59, tzinfo=ZONE)
POLICY = LatePolicy(due=DUE, grace_minutes=15, percent=10, most_percent=50)


def taken(policy: LatePolicy, after: timedelta, score: float = 91.0, *keys: str) -> float:
    change = late_change(policy, HandInTime(at=DUE + after), score, 100.0, keys)
    return 0.0 if change is None else change.points


@pytest.mark.parametrize(
    ("after", "points"),
    [
        (timedelta(0), 0.0),
        (timedelta(minutes=15), 0.0),
        (timedelta(minutes=16), -10.0),
        (timedelta(days=1), -10.0),
        (timedelta(days=1, seconds=1), -20.0),
        (timedelta(days=30), -50.0),
    ],
)
def test_each_begun_day_costs_up_to_a_bound(after: timedelta, points: float) -> None:
    assert taken(POLICY, after) == points


def test_hours_count_where_they_are_to() -> None:
    assert taken(replace(POLICY, per="hour"), timedelta(hours=2, minutes=1)) == -30.0


def test_after_the_latest_time_there_is_nothing_left() -> None:
    latest = replace(POLICY, latest=DUE + timedelta(days=2))
    assert taken(latest, timedelta(days=2)) == -20.0
    assert taken(latest, timedelta(days=2, seconds=1)) == -91.0


def test_no_more_is_taken_than_there_is() -> None:
    assert taken(POLICY, timedelta(days=4), 15.0) == -15.0
    assert taken(POLICY, timedelta(days=4), 0.0) == 0.0


def test_an_extension_is_for_whom_it_names() -> None:
    extended = replace(POLICY, extensions={"Ada@uni.example": DUE + timedelta(days=3)})
    assert taken(extended, timedelta(days=2), 91.0, "ada_501", "ada@UNI.example") == 0.0
    assert taken(extended, timedelta(days=2), 91.0, "ben_502") == -20.0


def test_a_time_without_an_offset_is_of_where_it_is_due_and_without_a_time_nothing_is_taken() -> None:
    at = (DUE + timedelta(hours=1)).replace(tzinfo=None)
    change = late_change(POLICY, HandInTime(at=at), 91.0, 100.0)
    assert change is not None
    assert change.points == -10.0
    assert late_change(POLICY, HandInTime(late=True), 91.0, 100.0) is None
    assert not is_late(POLICY, HandInTime(late=True))


def test_it_is_told_beside_what_was_adjusted_and_the_score_of_the_tests_stays() -> None:
    grade = replace(sample_grade("ada_501"), score=78.0)
    late = Rules(late=POLICY, hand_ins={"ada_501": HandInTime(at=DUE + timedelta(hours=1))})
    adjusted = Rules(adjustments=(Adjustment(submission="ada_501", points=3.0, reason="the idea is right"),))
    both = replace(late, adjustments=adjusted.adjustments)
    found = [rules.standing(grade) for rules in (Rules(), adjusted, late, both)]
    assert [each.counted_score for each in found] == [78.0, 81.0, 68.0, 71.0]
    assert {each.score for each in found} == {78.0}
    assert [changes_in_a_line(each) for each in found] == [
        "",
        "78 + 3: the idea is right",
        "78 − 10 (1 day late)",
        "78 + 3 (the idea is right) − 10 (1 day late)",
    ]


def test_who_was_late_is_told_by_the_policy_or_else_by_the_platform() -> None:
    hand_ins = {
        "a": HandInTime(at=DUE + timedelta(days=2)),
        "b": HandInTime(at=DUE),
        "c": HandInTime(late=True),
        "d": HandInTime(),
    }
    roster = {"a": ClassMember(Student(login="ada"), "", "handed in")}
    assert Rules(late=POLICY, hand_ins=hand_ins, roster=roster).late_ones() == {"a", "c"}
    extended = replace(POLICY, extensions={"ada": DUE + timedelta(days=3)})
    assert Rules(late=extended, hand_ins=hand_ins, roster=roster).late_ones() == {"c"}
    assert Rules(hand_ins=hand_ins).late_ones() == {"c"}

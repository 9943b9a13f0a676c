"""A course file says once what all assignments have in common; what a manifest says of its own assignment wins."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.assignment.course_file import COURSE, late_policy
from grader.errors import AssignmentError

DUE = datetime(2026, 12, 1, 12, tzinfo=UTC)
SHARED = """
[late]
grace_minutes = 15
percent = 20
most_percent = 50
[late.extra_days]
"kim@uni.example" = 2
"""
DATED = "[assignments.tiny.late]\ndue = 2026-12-01T12:00:00Z\n"


def course(assignment: Assignment, text: str) -> Path:
    file = assignment.folder.parent.parent / COURSE
    file.write_text(text)
    return file


def with_late(assignment: Assignment, text: str) -> Assignment:
    manifest = assignment.folder / "assignment.toml"
    manifest.write_text(f"{manifest.read_text()}\n[late]\n{text}\n")
    return load_assignment(assignment.folder)


def test_an_assignment_has_what_the_course_says_and_its_own_due_time(own_tiny: Assignment) -> None:
    assert late_policy(own_tiny) is None, "nobody says anything"
    course(own_tiny, SHARED)
    assert late_policy(own_tiny) is None, "nobody says when it is due"
    course(own_tiny, SHARED + DATED)
    policy = late_policy(own_tiny)
    assert policy is not None
    assert (policy.due, policy.grace_minutes, policy.percent, policy.per, policy.most_percent) == (
        DUE, 15, 20, "day", 50,
    )  # fmt: skip
    assert policy.extra_days == {"kim@uni.example": 2}


def test_the_manifest_wins_over_the_part_of_the_course_file_and_that_over_the_rest(own_tiny: Assignment) -> None:
    course(
        own_tiny,
        SHARED + DATED + "percent = 30\nmost_percent = 90\n[assignments.tiny.late.extensions]\n"
        "ada = 2026-12-03T12:00:00Z\nben = 2026-12-03T12:00:00Z\n",
    )
    own = with_late(own_tiny, "percent = 40\n[late.extensions]\nada = 2026-12-04T12:00:00Z")
    policy = late_policy(own)
    assert policy is not None
    assert (policy.due, policy.grace_minutes, policy.percent, policy.most_percent) == (DUE, 15, 40, 90)
    assert policy.extensions == {"ada": DUE + timedelta(days=3), "ben": DUE + timedelta(days=2)}


def test_a_manifest_alone_is_enough(own_tiny: Assignment) -> None:
    policy = late_policy(with_late(own_tiny, "due = 2026-12-01T12:00:00Z"))
    assert policy is not None
    assert (policy.due, policy.percent, policy.most_percent, policy.latest) == (DUE, 10, 100, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[late]\npercnt = 3\n", "[late] has the key `percnt`, which it does not take: did you mean `percent`?"),
        ("[late]\ndue = 2026-12-01T12:00:00Z\n", "[late] has the key `due`, which it does not take"),
        ("[late]\npercent = '3'\n", "`percent` of [late] is a text, and takes a number"),
        ("[late]\nper = 'week'\n", "`per` of [late] is 'week', and takes one of day, hour"),
        ("[late\n", "is not a valid course file"),
        ("[late]\npercent = 120\n", "[late] of {file} cannot be: percent is between 0 and most_percent"),
        ("[late]\ngrace_minutes = -1\n", "[late] of {file} cannot be: grace_minutes is -1, and takes 0 or more."),
        ("[late.extra_days]\nkim = -2\n", "cannot be: extra_days of kim is -2, and takes 0 or more."),
        ("[assignments.tny.late]\npercent = 3\n", "names the assignment 'tny', and there is none: there are 'tiny'."),
        ("[assignments.tiny.late]\npercent = 3\n", "Nobody says when tiny is due: put `due` into [late] of"),
        (
            "[assignments.tiny.late]\ndue = 2026-12-01T12:00:00\n",
            "[assignments.tiny.late] of {file} has a time without an offset for due: write it like",
        ),
        (
            DATED + "[assignments.tiny.late.extensions]\nada = 2026-12-01T12:00:00\n",
            "has a time without an offset for ada",
        ),
        (DATED + "most_percent = 5\n[late]\npercent = 20\n", "say together cannot be: percent is between 0 and"),
    ],
)
def test_a_mistake_in_it_is_said_in_one_sentence(own_tiny: Assignment, text: str, said: str) -> None:
    file = course(own_tiny, text)
    with pytest.raises(AssignmentError) as refused:
        late_policy(own_tiny)
    assert said.format(file=file) in str(refused.value)
    assert "\n" not in str(refused.value)

"""What a student gets holds nothing that its test's feedback level does not allow, field by field."""

import base64

import msgspec
import pytest
from msgspec.structs import fields, replace

from grader.feedback.view import LEVELS, for_student
from grader.model import (
    CallRecord,
    CallStatus,
    Evidence,
    Excerpt,
    FeedbackLevel,
    Finding,
    Grade,
    Misconception,
    Outcome,
    Profile,
    TestResult,
)
from grader.report.render import render_report
from tests.support.sample_grades import grade_of_one, sample_grade
from tests.support.sample_pictures import picture

DRAWN = picture(8, 8)
EXPECTED = picture(8, 9)
MARKS = {
    "misconception": ("Mark-misconception", FeedbackLevel.CATEGORY),
    "target": ("mark_target", FeedbackLevel.CATEGORY),
    "call_status": ("timed_out", FeedbackLevel.CATEGORY),
    "signature": ("mark-signature", FeedbackLevel.SHAPE),
    "return_kind": ("mark-came-back", FeedbackLevel.INPUTS),
    "arguments": ("mark-arguments", FeedbackLevel.INPUTS),
    "returned": ("mark-returned", FeedbackLevel.INPUTS),
    "printed": ("mark-printed", FeedbackLevel.INPUTS),
    "excerpts": ("mark_excerpt", FeedbackLevel.SHAPE),
    "profile": ("0.0625", FeedbackLevel.INPUTS),
    "profile's expected": ("0.03125", FeedbackLevel.VALUES),
    "expected": ("mark-expected", FeedbackLevel.VALUES),
    "expected_figures": (base64.b64encode(EXPECTED).decode("ascii"), FeedbackLevel.VALUES),
    "figures": (base64.b64encode(DRAWN).decode("ascii"), FeedbackLevel.INPUTS),
}


def full_test(feedback_level: FeedbackLevel) -> TestResult:
    """A failed test whose every piece of evidence carries a mark."""
    call = CallRecord(
        target="mark_target",
        call_status=CallStatus.TIMED_OUT,
        signature="mark-signature",
        return_kind="mark-came-back",
        arguments="mark-arguments",
        returned="mark-returned",
        printed="mark-printed",
    )
    return TestResult(
        name="test_marks",
        title="Marks",
        outcome=Outcome.FAILED,
        call_status=CallStatus.RAISED,
        score=0.0,
        max_score=1.0,
        message="Not right yet.",
        feedback_level=feedback_level,
        misconception=Misconception("mark", "Mark-misconception", "A hint."),
        evidence=Evidence(
            findings=tuple(Finding(level, f"finding-{level}") for level in FeedbackLevel),
            calls=(call,),
            excerpts=(Excerpt(level=FeedbackLevel.SHAPE, file="a.py", first=1, lines=("mark_excerpt = 1",)),),
            profile=Profile(what="gradient", per="layer", actual=(0.0625, 1.0), expected=(0.03125, 1.0)),
            expected="mark-expected",
            figures=(DRAWN,),
            expected_figures=(EXPECTED,),
        ),
    )


def as_json(grade: Grade) -> str:
    """A grade as the file that students get."""
    return msgspec.json.encode(grade).decode("utf-8")


@pytest.mark.parametrize("feedback_level", list(FeedbackLevel))
@pytest.mark.parametrize("field", list(MARKS))
def test_a_field_reaches_the_student_exactly_from_its_level_on(feedback_level: FeedbackLevel, field: str) -> None:
    mark, level = MARKS[field]
    grade = grade_of_one(full_test(feedback_level))
    assert mark in as_json(grade)
    assert (mark in as_json(for_student(grade))) is feedback_level.allows(level)


@pytest.mark.parametrize("feedback_level", list(FeedbackLevel))
@pytest.mark.parametrize("field", [name for name in MARKS if name != "call_status"])
def test_the_report_enforces_the_feedback_level_by_itself(feedback_level: FeedbackLevel, field: str) -> None:
    """`render_report` is given the full grade, and its page shows a field exactly from the field's level on."""
    mark, level = MARKS[field]
    assert (mark in render_report(grade_of_one(full_test(feedback_level)))) is feedback_level.allows(level)


@pytest.mark.parametrize("feedback_level", list(FeedbackLevel))
def test_a_finding_is_kept_exactly_from_its_own_level_on(feedback_level: FeedbackLevel) -> None:
    kept = for_student(grade_of_one(full_test(feedback_level))).tasks[0].tests[0].evidence.findings
    assert {part.level for part in kept} == {level for level in FeedbackLevel if feedback_level.allows(level)}


@pytest.mark.parametrize("feedback_level", list(FeedbackLevel))
def test_an_excerpt_is_kept_exactly_from_its_own_level_on(feedback_level: FeedbackLevel) -> None:
    test = full_test(feedback_level)
    excerpts = tuple(Excerpt(level=level, file="a.py", first=1, lines=("x = 1",)) for level in FeedbackLevel)
    grade = grade_of_one(replace(test, evidence=replace(test.evidence, excerpts=excerpts)))
    kept = for_student(grade).tasks[0].tests[0].evidence.excerpts
    assert {excerpt.level for excerpt in kept} == {level for level in FeedbackLevel if feedback_level.allows(level)}


def test_the_table_gives_each_field_of_the_evidence_a_level() -> None:
    """A field that is added to the model and forgotten in the table is never shown; this says that it was forgotten."""
    for record in (CallRecord, Evidence, Profile):
        assert set(LEVELS[record]) == {field.name for field in fields(record)}


@pytest.mark.parametrize("feedback_level", list(FeedbackLevel))
def test_what_is_left_is_safe_to_filter_again(feedback_level: FeedbackLevel) -> None:
    once = for_student(grade_of_one(full_test(feedback_level)))
    assert for_student(once) == once


def test_all_but_the_evidence_is_left_alone() -> None:
    """Scores, outcomes, endings and messages are the same for everybody."""
    grade = sample_grade()
    bare = [replace(test, evidence=Evidence()) for task in grade.tasks for test in task.tests]
    shown = [replace(test, evidence=Evidence()) for task in for_student(grade).tasks for test in task.tests]
    assert shown == bare
    assert for_student(grade).score == grade.score


def test_tests_are_filtered_each_by_its_own_feedback_level() -> None:
    """An open test beside a closed one opens nothing."""
    closed, opened = full_test(FeedbackLevel.NOTHING), full_test(FeedbackLevel.VALUES)
    grade = grade_of_one(closed)
    both = replace(grade, tasks=(replace(grade.tasks[0], tests=(closed, opened)),))
    first, second = for_student(both).tasks[0].tests
    assert "mark" not in as_json(grade_of_one(first)).replace("test_marks", "").replace("Marks", "")
    assert second == opened

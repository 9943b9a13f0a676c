"""No format of the results says more than the report: the gate holds for each of them, level by level."""

import pytest
from msgspec.structs import replace

from grader.ci.github import annotations
from grader.model import FeedbackLevel
from tests.ci.conftest import Make
from tests.feedback.test_view import MARKS, full_test
from tests.support.result_formats import in_every_format
from tests.support.sample_grades import grade_of_one


@pytest.mark.parametrize("feedback_level", list(FeedbackLevel))
@pytest.mark.parametrize("field", [name for name in MARKS if name != "call_status"])
def test_nothing_is_said_before_its_level(make: Make, feedback_level: FeedbackLevel, field: str) -> None:
    mark, level = MARKS[field]
    said = in_every_format(make(grade_of_one(full_test(feedback_level)), a="a.py"))
    assert mark not in said or feedback_level.allows(level)


@pytest.mark.parametrize("feedback_level", list(FeedbackLevel))
def test_a_finding_is_said_from_its_level_on(make: Make, feedback_level: FeedbackLevel) -> None:
    """The control beside it: what may be said is."""
    message = " ".join(f"finding-{level}" for level in FeedbackLevel if feedback_level.allows(level))
    said = in_every_format(
        make(grade_of_one(replace(full_test(feedback_level), message=message, misconception=None)), a="a.py")
    )
    assert {level for level in FeedbackLevel if f"finding-{level}" in said} == {
        level for level in FeedbackLevel if feedback_level.allows(level)
    }


@pytest.mark.parametrize("feedback_level", list(FeedbackLevel))
def test_a_line_of_the_students_is_pointed_at_from_its_level_on(make: Make, feedback_level: FeedbackLevel) -> None:
    said = annotations(make(grade_of_one(full_test(feedback_level)), a="a.py"))
    assert ("file=a.py,line=1," in said) is feedback_level.allows(FeedbackLevel.SHAPE)

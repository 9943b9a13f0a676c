"""How long a test took is told where its inputs are, and of others only what all of them took together."""

import math

import pytest
from msgspec.structs import replace

from grader.ci.results import shown_times
from grader.model import FeedbackLevel, Grade
from tests.support.sample_grades import grade_of_one, sample_grade


def at_level(level: FeedbackLevel) -> Grade:
    """The sample, with all tests but the last two at this level, and those at one that shows inputs."""
    grade = sample_grade()
    tests = tuple(replace(test, feedback_level=level) for test in grade.tasks[0].tests[:-2])
    open_ones = tuple(replace(test, feedback_level=FeedbackLevel.INPUTS) for test in grade.tasks[0].tests[-2:])
    return replace(grade, tasks=(replace(grade.tasks[0], tests=(*tests, *open_ones)),))


def measured(grade: Grade, *waits: float) -> dict[tuple[str, str], float]:
    """As many seconds as given for the first tests, and a tenth for each other."""
    keys = [(task.id, test.name) for task in grade.tasks for test in task.tests]
    return dict.fromkeys(keys, 0.1) | dict(zip(keys, waits, strict=False))


@pytest.mark.parametrize("level", [FeedbackLevel.NOTHING, FeedbackLevel.CATEGORY, FeedbackLevel.SHAPE])
def test_which_test_waited_cannot_be_read_where_inputs_are_hidden(level: FeedbackLevel) -> None:
    grade = at_level(level)
    first, second = (shown_times(grade, measured(grade, *waits)) for waits in ((2.0, 0.1), (0.1, 2.0)))
    assert first == second
    hidden = grade.tasks[0].tests[:-2]
    assert sum(first[grade.tasks[0].id, test.name] for test in hidden) == pytest.approx(
        math.ceil(2.0 + 0.1 * (len(hidden) - 1))
    )


def test_where_inputs_are_shown_a_time_is_the_tests_own() -> None:
    grade = at_level(FeedbackLevel.NOTHING)
    times = shown_times(grade, measured(grade))
    assert [times[grade.tasks[0].id, test.name] for test in grade.tasks[0].tests[-2:]] == [0.1, 0.1]
    only = grade_of_one(replace(grade.tasks[0].tests[0], feedback_level=FeedbackLevel.VALUES))
    assert list(shown_times(only, measured(only, 0.25)).values()) == [0.25]


def test_nothing_is_told_where_nobody_measured() -> None:
    assert shown_times(sample_grade(), {}) == {}

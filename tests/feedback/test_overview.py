"""What is said of a grade: points, standings, causes that are said once, and where to go on."""

import pytest
from msgspec.structs import replace

from grader.feedback.causes import paragraphs
from grader.feedback.measures import Counts, Points
from grader.feedback.overview import TaskStatus, grade_feedback
from grader.feedback.words import counted_titles, title_of
from grader.model import CallStatus, FeedbackLevel, Finding, Outcome
from grader.sanitize import Span
from tests.support.sample_grades import (
    grade_full_of,
    grade_of_one,
    perfect_grade,
    sample_grade,
    untouched_grade,
    withheld_grade,
)


@pytest.mark.parametrize(
    ("score", "max_score", "percent"),
    [(0, 10, 0), (0.001, 10, 1), (2.9, 10, 29), (9.999, 10, 99), (10, 10, 100), (0, 0, 0), (11, 10, 100)],
)
def test_a_share_is_all_only_for_all_and_nothing_only_for_nothing(score: float, max_score: float, percent: int) -> None:
    assert Points.of(score, max_score).percent == percent


@pytest.mark.parametrize(
    ("score", "words"), [(85.0, "85"), (12.5, "12.5"), (10 / 3, "3.33"), (0.0, "0"), (100.0, "100")]
)
def test_points_have_no_more_digits_than_they_need(score: float, words: str) -> None:
    assert Points.of(score, 100).score == words


def test_each_task_says_how_far_it_is() -> None:
    grade = sample_grade()
    withheld = withheld_grade()
    standings = [task.standing for task in grade_feedback(grade).tasks]
    assert standings == [TaskStatus.COMPLETE, *[TaskStatus.PARTLY] * 5, TaskStatus.OPEN]
    assert grade_feedback(withheld).tasks[0].standing is TaskStatus.UNJUDGED


def test_a_cause_is_said_once_for_all_its_tests() -> None:
    grade = sample_grade()
    network = grade_feedback(grade).tasks[2]
    assert [len(cause.tests) for cause in network.causes] == [3, 1]
    assert network.counts == Counts(passed=6, failed=4)


def test_equal_messages_with_other_endings_stay_apart() -> None:
    first = replace(grade_full_of("same").tasks[0].tests[0], misconception=None)
    second = replace(first, call_status=CallStatus.CRASHED)
    grade = grade_of_one(first)
    both = replace(grade, tasks=(replace(grade.tasks[0], tests=(first, second, first)),))
    assert [len(cause.tests) for cause in grade_feedback(both).tasks[0].causes] == [2, 1]


def test_failures_come_before_what_was_not_run() -> None:
    withheld = withheld_grade()
    outcomes = [cause.outcome for cause in grade_feedback(withheld).tasks[0].causes]
    assert outcomes == [Outcome.ERROR, Outcome.NOT_RUN]


def test_advice_leads_to_where_most_is_to_be_gained() -> None:
    grade = sample_grade()
    untouched = untouched_grade()
    perfect = perfect_grade()
    advice = [grade_feedback(each).advice for each in (grade, untouched, perfect)]
    assert [each.task.id if each else None for each in advice] == ["2.1", "1.1", None]


def test_an_empty_grade_has_its_feedback() -> None:
    grade = sample_grade()
    assert grade_feedback(replace(grade, tasks=(), score=0.0, max_score=0.0)).tasks == ()


def test_a_failure_is_said_finding_by_finding_and_what_differs_with_its_test() -> None:
    """What tests have in common stands above them, once; where they differ, each says its own."""
    first = replace(grade_full_of("x").tasks[0].tests[0], misconception=None)
    said = [("It is off.", "Worst at [0]."), ("It is off.", "Worst at [7].")]
    tests = tuple(
        replace(
            first,
            message=" ".join(lines),
            evidence=replace(first.evidence, findings=tuple(Finding(FeedbackLevel.CATEGORY, line) for line in lines)),
        )
        for lines in said
    )
    grade = grade_of_one(first)
    (cause,) = grade_feedback(replace(grade, tasks=(replace(grade.tasks[0], tests=tests),))).tasks[0].causes
    assert [text_of(line) for line in cause.message] == ["It is off."]
    assert [[text_of(line) for line in test.message] for test in cause.tests] == [["Worst at [0]."], ["Worst at [7]."]]


def test_an_authors_line_ends_are_spaces_and_empty_lines_begin_paragraphs() -> None:
    assert [text_of(line) for line in paragraphs("\nOne\nsentence.\n\n\nAnother\r\none.\n")] == [
        "One sentence.",
        "Another one.",
    ]


@pytest.mark.parametrize(
    ("title", "name", "shown"),
    [
        ("The forward pass", "test_forward[tanh]", "The forward pass (tanh)"),
        ("The forward pass", "test_forward[x0-3.5]", "The forward pass"),
        ("The forward pass", "test_forward", "The forward pass"),
        ("", "test_forward[tanh]", "test_forward[tanh]"),
    ],
)
def test_a_test_of_several_cases_says_which(title: str, name: str, shown: str) -> None:
    assert title_of(title, name) == shown


def test_titles_that_several_tests_bear_stand_once() -> None:
    assert counted_titles(["b", "a", "b", "b"]) == ("b (3 tests)", "a")


def text_of(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


def test_what_follows_an_earlier_result_says_so_where_it_passed() -> None:
    failed = grade_full_of("wrong").tasks[0].tests[0]
    said = "Right in itself: it is consistent with your earlier result."
    followed = replace(failed, outcome=Outcome.PASSED, misconception=None, follows="test_other", message=said)
    said_of = grade_feedback(grade_of_one(followed))
    assert [title.endswith(f". {said}") for title in said_of.tasks[0].passed] == [True]
    plain = grade_feedback(grade_of_one(replace(followed, follows="", message="")))
    assert not plain.tasks[0].passed[0].endswith(said)


def test_further_known_mistakes_of_the_same_tests_are_named_once() -> None:
    failed = grade_full_of("wrong").tasks[0].tests[0]
    assert failed.misconception is not None
    other = replace(failed.misconception, id="other", title="another thing")
    first = replace(failed, further_misconceptions=(other,))
    grade = grade_of_one(first)
    both = replace(grade, tasks=(replace(grade.tasks[0], tests=(first, replace(first, name="second"))),))
    (cause,) = grade_feedback(both).tasks[0].causes
    assert [known.title[0].text for known in cause.further] == ["Another thing"]

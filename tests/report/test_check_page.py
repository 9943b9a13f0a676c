"""The page of a student's own check: what passes, what is wrong, what is still to be written, and no points."""

import re

import pytest
from msgspec.structs import replace

from grader.feedback.check import check_feedback, tally
from grader.feedback.overview import TaskStatus
from grader.model import CallStatus, CheckResult, Excerpt, Outcome
from grader.report.render import render_check
from tests.support.markup import read
from tests.support.payloads import PAYLOADS
from tests.support.sample_grades import (
    check_of,
    grade_full_of,
    grade_of_one,
    perfect_grade,
    sample_grade,
    untouched_grade,
)


def text_of(check: CheckResult) -> str:
    body = render_check(check).partition("<body")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


@pytest.mark.parametrize("check", [check_of(sample_grade()), check_of(perfect_grade())], ids=["mixed", "perfect"])
def test_no_page_mentions_points_and_each_says_what_decides(check: CheckResult) -> None:
    said = text_of(check)
    assert not re.search(r"\d points?\b|\bcosts\b|\bscore\b|\bgraded\b", said)
    assert f"{check.passed} of {len(check.tests)} passed" in said
    assert "Hidden tests, with other inputs, decide the grade." in said


def test_a_task_says_whether_anything_is_wrong() -> None:
    for task, view in zip(check_of(sample_grade()).tasks, check_feedback(check_of(sample_grade())).tasks, strict=True):
        wrong = sum(test.outcome is Outcome.FAILED for test in task.tests)
        assert (view.standing is TaskStatus.FAILED) == bool(wrong)
        assert wrong == 0 or f"{wrong} wrong" in view.tally


def test_code_that_is_still_to_be_written_is_not_a_mistake() -> None:
    check = check_of(untouched_grade(), unwritten=True)
    said = check_feedback(check)
    assert said.headline == "Nothing is written yet, and that is where everybody starts."
    assert {(task.standing, task.words) for task in said.tasks} == {(TaskStatus.OPEN, "Not written yet")}
    assert tally(check.tests) == "not written yet"
    assert "wrong" not in text_of(check)
    assert said.advice is not None
    assert said.advice.words == "Next to write:"


def test_where_nothing_was_run_the_page_says_so_and_names_no_isolation() -> None:
    check = check_of(untouched_grade(), unwritten=True)
    assert "nothing was run" not in text_of(check)
    said = text_of(replace(check, isolation=None))
    assert "No task has been begun, so nothing was run" in said
    assert "Your code ran" not in said


def test_what_is_wrong_comes_before_what_is_to_be_written() -> None:
    wrong, *others = check_of(untouched_grade()).tasks[::-1]
    to_come = check_of(untouched_grade(), unwritten=True)
    said = check_feedback(replace(to_come, tasks=(*to_come.tasks[: len(others)], wrong)))
    assert said.advice is not None
    assert (said.advice.words, said.advice.task.id) == ("Look first at", wrong.id)


def test_a_perfect_check_has_nothing_to_advise() -> None:
    said = check_feedback(check_of(perfect_grade()))
    assert said.headline == "Every public test passes."
    assert said.advice is None


def test_the_code_of_a_test_is_not_called_the_students() -> None:
    grade = grade_full_of("x")
    (test, *_) = (test for task in grade.tasks for test in task.tests if test.evidence.excerpts)
    shown = [Excerpt(level=excerpt.level, file=file, first=1, lines=("a", "b"), marked=2)
             for excerpt in test.evidence.excerpts for file in ("mine.py", "public_tests/test_1.py")]  # fmt: skip
    evidence = replace(test.evidence, excerpts=tuple(shown))
    said = text_of(check_of(grade_of_one(replace(test, evidence=evidence, call_status=CallStatus.RAISED))))
    assert "Your code: mine.py , lines 1 to 2" in said
    assert "The test: public_tests/test_1.py , lines 1 to 2" in said


@pytest.mark.drawn(12)
@pytest.mark.parametrize("text", PAYLOADS)
def test_no_text_changes_the_elements_of_the_page(text: str) -> None:
    hostile, plain = (read(render_check(check_of(grade_full_of(each)))) for each in (text, "plain"))
    assert hostile.elements == plain.elements
    assert not hostile.faults

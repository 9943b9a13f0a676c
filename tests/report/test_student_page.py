"""What the page of one submission shows of its tasks and of the causes in it, once each and in which order."""

import re
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from grader.model import Evidence, Grade
from grader.report.render import render_instructor, render_report
from grader.report.student_page import student_page
from tests.support.sample_grades import grade_full_of, grade_of_one, perfect_grade, sample_grade, withheld_grade
from tests.support.sample_pictures import picture


def test_a_figure_is_shown_once_in_a_task() -> None:
    first = replace(grade_full_of("one").tasks[0].tests[0], misconception=None)
    second = replace(
        first,
        message="two",
        evidence=replace(first.evidence, findings=(), figures=(picture(8, 8), picture(9, 8), b"no")),
    )
    grade = grade_of_one(first)
    both = replace(grade, tasks=(replace(grade.tasks[0], tests=(first, second)),))
    shown = [view.tests[0] for view in student_page(both).tasks[0].causes]
    assert [len(test.pictures) for test in shown] == [1, 1]
    assert shown[1].pictures_note == (
        "1 figure left out: the same as one above. 1 figure could not be shown: too many, too large, or not a picture."
    )


def test_further_known_mistakes_stand_beside_the_first() -> None:
    failed = grade_full_of("wrong").tasks[0].tests[0]
    assert failed.misconception is not None
    other = replace(failed.misconception, id="other", title="another thing")
    page = render_report(grade_of_one(replace(failed, further_misconceptions=(other,))))
    assert page.count("another known mistake: Another thing") == 1


def test_the_instructor_alone_reads_what_went_wrong_in_a_test_and_where() -> None:
    task, *others = withheld_grade().tasks
    evidence = Evidence(problem="test_one (test_1.py, line 8): <b>TypeError", traceback="test_1.py:8: in test_one")
    tests = (replace(task.tests[0], evidence=evidence), *task.tests[1:])
    grade = replace(withheld_grade(), tasks=(replace(task, tests=tests), *others))
    copy, report = render_instructor(grade), render_report(grade)
    for said in ("test_one (test_1.py, line 8): &lt;b&gt;TypeError", "test_1.py:8: in test_one"):
        assert said in copy
        assert said not in report


@pytest.mark.parametrize("render", [render_report, render_instructor])
def test_the_costliest_task_is_read_first_and_what_is_complete_is_one_line_at_the_end(
    render: Callable[[Grade], str],
) -> None:
    """By an element that folds without a script; the overview keeps the order of the handout."""
    grade = sample_grade()
    page = render(grade)
    lost = {number: task.max_score - task.score for number, task in enumerate(grade.tasks, start=1)}
    order = list(map(int, re.findall(r'<section class="task[^"]*" id="task-(\d+)"', page)))
    assert order == sorted(lost, key=lambda number: (lost[number] == 0, -lost[number], number))
    assert order != sorted(order), "the costliest is not the first of the handout"
    assert list(map(int, re.findall(r'href="#task-(\d+)">\n', page))) == sorted(lost), "the overview"
    folded = re.findall(r'<section class="task folded" id="task-(\d+)" [^>]*>\n<details>\n<summary>', page)
    assert list(map(int, folded)) == [number for number, points in lost.items() if points == 0]
    assert folded


def test_nothing_is_folded_of_a_task_that_has_something_to_say() -> None:
    assert 'class="task folded"' not in render_report(withheld_grade())
    assert render_report(perfect_grade()).count('class="task folded"') == len(perfect_grade().tasks), "the control"

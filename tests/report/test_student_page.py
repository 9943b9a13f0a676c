"""What the page of one submission shows of the causes in it, once each."""

from msgspec.structs import replace

from grader.report.render import render_report
from grader.report.student_page import student_page
from tests.support.sample_grades import grade_full_of, grade_of_one, picture


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

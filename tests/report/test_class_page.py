"""The page of a class: everybody is on it, in order, with links that stay where they are."""

import pytest

from grader.report.class_page import ClassRow, TaskScore, class_page, link_to
from grader.report.measures import Counts
from grader.report.render import render_class
from tests.report.markup import read
from tests.report.samples import perfect_grade, sample_grade, untouched_grade, withheld_grade

ROWS = (
    ClassRow.graded(sample_grade("student-10"), "student-10/report.html"),
    ClassRow.graded(perfect_grade("student-2"), "student-2/report.html"),
    ClassRow.graded(untouched_grade("Student-1"), None),
    ClassRow.graded(withheld_grade("mei"), "mei/report.html"),
    ClassRow.ungraded("noah", "noah.zip is not a zip archive: pack the folder again."),
)


def test_everybody_is_listed_once_in_natural_order() -> None:
    page = class_page("A class", ROWS)
    assert [row.submission for row in page.graded] == ["Student-1", "student-2", "student-10"]
    assert [row.submission for row in page.ungraded] == ["mei", "noah"]


def test_the_order_of_the_rows_given_does_not_matter() -> None:
    assert render_class("A class", ROWS) == render_class("A class", ROWS[::-1])


def test_who_has_no_grade_is_listed_with_the_reason() -> None:
    seen = " ".join(read(render_class("A class", ROWS)).text.split())
    assert "noah noah.zip is not a zip archive: pack the folder again." in seen
    assert "mei withheld The grade is withheld: 1 test could not judge this work" in seen


def test_a_withheld_score_counts_and_shows_nowhere() -> None:
    alone = class_page("A class", [ClassRow.graded(withheld_grade("mei"), None)])
    assert alone.graded == ()
    assert [figure.name for figure in alone.figures] == ["Graded"]
    assert "72.5" not in render_class("A class", [ClassRow.graded(withheld_grade("mei"), None)])


def test_the_class_in_numbers() -> None:
    figures = {figure.name: (figure.value, figure.unit) for figure in class_page("A class", ROWS).figures}
    assert figures == {
        "Graded": ("3", "of 5 submissions"),
        "Mean": ("57.5", "of 100 points"),
        "Median": ("72.5", "of 100 points"),
    }


def test_each_report_is_linked_to_and_none_where_there_is_none() -> None:
    links = [value for name, value in read(render_class("A class", ROWS)).attributes if name == "href"]
    assert [link for link in links if link.endswith(".html")] == [
        "./mei/report.html",
        "./student-2/report.html",
        "./student-10/report.html",
    ]


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("ann/report.html", "./ann/report.html"),
        ("Ann Lee#1?/report.html", "./Ann%20Lee%231%3F/report.html"),
        ("李佳/report.html", "./%E6%9D%8E%E4%BD%B3/report.html"),
        ("javascript:alert(1)", "./javascript%3Aalert%281%29"),
        ("//evil.example/x", ".///evil.example/x"),
        ("\\\\evil\\x", "./%5C%5Cevil%5Cx"),
        ("100%/\"'><b>", "./100%25/%22%27%3E%3Cb%3E"),
        ("a\udc80\ud800/x", "./a%ED%B2%80%ED%A0%80/x"),
    ],
)
def test_a_link_is_relative_whatever_the_path_is_called(path: str, link: str) -> None:
    assert link_to(path) == link


def test_a_task_that_a_grade_lacks_is_a_gap_and_shifts_nothing() -> None:
    task = TaskScore(id="2", title="Two", score=3.0, max_score=5.0)
    rows = [
        ClassRow(
            submission="a",
            score=8.0,
            max_score=10.0,
            tasks=(TaskScore(id="1", title="One", score=5.0, max_score=5.0), task),
        ),
        ClassRow(submission="b", score=3.0, max_score=10.0, tasks=(task,), counts=Counts(passed=1, failed=1)),
    ]
    page = class_page("A class", rows)
    assert [column.id for column in page.columns] == ["1", "2"]
    assert [cell and cell.score for cell in page.graded[1].cells] == [None, "3"]


@pytest.mark.parametrize("rows", [(), (ClassRow.ungraded("noah", "The folder is empty."),)])
def test_a_class_without_any_grade_has_a_page(rows: tuple[ClassRow, ...]) -> None:
    markup = read(render_class("A class", rows))
    assert "No submission has a grade yet." in markup.text
    assert markup.faults == []


def test_digits_without_end_are_an_id_like_any_other() -> None:
    assert len(class_page("A class", [ClassRow.ungraded("9" * 10_000, "x"), ClassRow.ungraded("9", "x")]).ungraded) == 2

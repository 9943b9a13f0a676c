"""The page of a class: everybody is on it, in order, with links that stay where they are."""

import re
from dataclasses import replace as replaced

import pytest
from msgspec.structs import replace

from grader.feedback.measures import Counts
from grader.report.class_page import class_page, render_class
from grader.report.class_row import ClassRow, TaskScore
from grader.report.links import link_of, link_to
from tests.support.markup import read
from tests.support.sample_grades import perfect_grade, sample_grade, untouched_grade, withheld_grade

ROWS = (
    ClassRow.graded(sample_grade("student-10"), "student-10/report.html"),
    ClassRow.graded(perfect_grade("student-2"), "student-2/report.html"),
    ClassRow.graded(untouched_grade("Student-1"), None),
    ClassRow.graded(withheld_grade("mei"), "mei/report.html"),
    ClassRow.ungraded("noah", "noah.zip is not a zip archive: pack the folder again."),
)


def test_everybody_is_listed_once_in_natural_order() -> None:
    page = class_page("A class", ROWS)
    assert [row.link.name for row in page.graded] == ["Student-1", "student-2", "student-10"]
    assert [row.link.name for row in page.ungraded] == ["mei", "noah"]


def test_the_order_of_the_rows_given_does_not_matter() -> None:
    assert render_class("A class", ROWS) == render_class("A class", ROWS[::-1])


def test_a_student_without_a_grade_is_listed_with_the_reason() -> None:
    seen = " ".join(read(render_class("A class", ROWS)).text.split())
    assert "noah noah.zip is not a zip archive: pack the folder again." in seen
    assert "mei withheld The grade is withheld: 1 test could not judge this work" in seen


def test_a_reason_of_several_is_said_once_with_each_of_them_and_what_differs() -> None:
    said = {name: f"'{name}.ipynb' is damaged: save it again." for name in ("kim", "zoe", "lu")}
    page = class_page("A class", [*ROWS, *(ClassRow.ungraded(name, reason) for name, reason in said.items())])
    shared, *alone = page.no_grades
    assert shared.reason == "… is damaged: save it again."
    assert [(student.link.name, student.where) for student in shared.students] == [
        ("kim", "'kim.ipynb'"), ("lu", "'lu.ipynb'"), ("zoe", "'zoe.ipynb'"),
    ]  # fmt: skip
    assert [[student.link.name for student in reason.students] for reason in alone] == [["mei"], ["noah"]]
    assert [reason.withheld for reason in page.no_grades] == [False, True, False]
    assert sum(len(reason.students) for reason in page.no_grades) == len(page.ungraded)


def test_a_withheld_score_counts_and_shows_nowhere() -> None:
    alone = class_page("A class", [ClassRow.graded(withheld_grade("mei"), None)])
    assert alone.graded == ()
    assert [figure.name for figure in alone.statistics] == ["Graded"]
    assert "72.5" not in render_class("A class", [ClassRow.graded(withheld_grade("mei"), None)])


def test_the_class_in_numbers() -> None:
    figures = {figure.name: (figure.value, figure.unit) for figure in class_page("A class", ROWS).statistics}
    assert figures == {
        "Graded": ("3", "of 5 submissions"),
        "Mean": ("57.5", "of 100 points"),
        "Median": ("72.5", "of 100 points"),
        "Spread": ("42.2", "points, standard deviation"),
    }


def test_a_name_leads_to_the_instructors_copy_and_beside_it_to_the_page_as_the_student_sees_it() -> None:
    grade = sample_grade("ann")
    both = link_of(ClassRow.graded(grade, "ann/report.html", "_instructor/ann.html"))
    assert (both.href, both.seen) == ("./_instructor/ann.html", "./ann/report.html")
    held_back = link_of(ClassRow.graded(grade, "_instructor/ann.html", "_instructor/ann.html"))
    assert (held_back.href, held_back.seen) == ("./_instructor/ann.html", None)
    alone = link_of(ClassRow.graded(grade, "ann/report.html"))
    assert (alone.href, alone.seen) == ("./ann/report.html", None)
    page = render_class("A class", [ClassRow.graded(grade, "ann/report.html", "_instructor/ann.html")])
    assert page.count('class="seen" href="./ann/report.html" title="as the student sees it"') == 1
    assert "to the page as the student sees it" not in render_class("A class", ROWS)


def test_marks_are_of_ours_and_tell_of_each_line_what_it_can_be_filtered_by() -> None:
    late = replaced(ROWS[0], late=True, changes="72.5 + 3: unclear", name='" t0 none')
    page = class_page("A class", [late, *ROWS[1:]])
    marks = {line.link.where or line.link.name: line.marks for line in page.lines}
    assert marks["student-2"] == ("b9",)
    assert marks["Student-1"][:2] == ("low", "b0")
    assert {"late", "changed", "b7", "crashed", page.mistakes[0].mark} <= set(marks["student-10"])
    assert all(re.fullmatch(r"[a-z_]+|[btm]\d+|e\d+_\d+", mark) for found in marks.values() for mark in found)


def test_no_mark_of_a_student_without_a_grade_shows_what_tests_found() -> None:
    withheld = replaced(ROWS[3], late=True)
    assert [line.marks for line in class_page("A class", [withheld, ROWS[4]]).lines] == [("none", "late"), ("none",)]


def test_the_marks_of_a_bar_a_mistake_and_a_test_are_those_of_as_many_lines_as_they_count() -> None:
    page = class_page("A class", ROWS)
    assert page.histogram is not None
    counts = {bar.mark: bar.count for bar in page.histogram.bars}
    counts |= {mistake.mark: len(mistake.students) for mistake in page.mistakes}
    counts |= {test.mark: test.taken - test.passed for task in page.analysis.tasks for test in task.tests}
    counts |= {alarm.mark: len(alarm.students) for alarm in page.alarms}
    assert {mark: sum(mark in line.marks for line in page.lines) for mark in counts} == counts
    assert len(counts) > 80
    assert {choice.words: choice.count for choice in page.choices} == {
        "no grade": 2, "below 50 %": 1, "crashed": 1, "ran out of memory": 1, "ran out of time": 1,
    }  # fmt: skip


def test_the_messages_behind_a_test_tell_how_many_have_each_and_whose_they_are() -> None:
    page = class_page("A class", ROWS)
    tests = [test for task in page.analysis.tasks for test in task.tests]
    for test in tests:
        assert sum(len(message.whose) for message in test.messages) == test.taken - test.passed
    known = next(message for test in tests for message in test.messages if message.known)
    assert known.known[0] in {mistake.title for mistake in page.mistakes}
    assert known.sentence == ()
    assert {student.link.name for student in known.students} == known.whose == {"student-10"}
    stub = next(message for test in tests for message in test.messages if message.whose == {"Student-1"})
    assert "This is still the stub" in "".join(span.text for span in stub.sentence)


def test_a_message_of_many_names_some_and_the_table_has_all() -> None:
    rows = [ClassRow.graded(untouched_grade(f"s-{number}"), None) for number in range(9)]
    page = class_page("A class", rows)
    message = page.analysis.tasks[0].tests[0].messages[0]
    assert (len(message.students), len(message.whose)) == (6, 9)
    assert [message.mark in line.marks for line in page.lines] == [True] * 9
    assert f'data-mark="{message.mark}">and 3 more' in render_class("A class", rows)
    assert all(not each.mark for test in class_page("A class", ROWS).analysis.tasks[0].tests for each in test.messages)


def test_a_changed_score_says_how_it_came_in_a_column_of_its_own() -> None:
    row = replaced(ROWS[0], changes="72.5 + 3: unclear <b>")
    assert '<td class="changes">72.5 + 3: unclear &lt;b&gt;</td>' in render_class("A class", [row, *ROWS[1:]])
    assert "Changes" not in render_class("A class", ROWS)


@pytest.mark.parametrize(
    ("score", "shade"), [(0.0, "s0"), (0.1, "s1"), (1.0, "s1"), (5.0, "s5"), (9.9, "s9"), (10.0, "s10")]
)
def test_a_shade_says_how_much_of_a_task_is_done_and_its_ends_mean_all_and_nothing(score: float, shade: str) -> None:
    task = TaskScore(id="1", title="One", score=score, max_score=10.0)
    page = render_class("A class", [ClassRow(submission="a", score=score, max_score=10.0, tasks=(task,))])
    assert f'<td><span class="{shade}">' in page


def test_each_report_is_linked_to_and_none_where_there_is_none() -> None:
    page = render_class("A class", ROWS)
    table = page[page.index('<table class="sortable scores">') : page.index('<h2 id="tasks">')]
    links = [value for name, value in read(page[: page.index("<main>")] + table).attributes if name == "href"]
    assert [link for link in links if link.endswith(".html")] == [
        "./mei/report.html",
        "./student-2/report.html",
        "./student-10/report.html",
    ]
    assert '<a href="./mei/report.html"><bdi>mei</bdi></a>' in page
    assert "Student-1/" not in page


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


def test_the_mistakes_of_a_class_are_ranked_and_lead_to_those_who_made_them() -> None:
    rows = [*ROWS, ClassRow.graded(sample_grade("lee", skill=1), "lee/report.html")]
    found = class_page("A class", rows).mistakes
    made = [(each.task, each.title, [student.link.name for student in each.students]) for each in found]
    assert made[0] == ("2.1", "The sigmoid's derivative twice at the output", ["lee", "student-10"])
    assert [len(names) for _, _, names in made] == sorted((len(names) for _, _, names in made), reverse=True)


def test_whoever_made_two_mistakes_in_one_test_is_counted_for_both() -> None:
    grade = sample_grade("lee")
    first = next(mistake for task in grade.tasks for test in task.tests for mistake in test.misconceptions)
    other = replace(first, id="another", title="Another mistake")
    tests = [
        [replace(test, further_misconceptions=(other,) * bool(test.misconception)) for test in task.tests]
        for task in grade.tasks
    ]
    tasks = tuple(replace(task, tests=tuple(found)) for task, found in zip(grade.tasks, tests, strict=True))
    made = class_page("A class", [ClassRow.graded(replace(grade, tasks=tasks), None)]).mistakes
    assert {each.title for each in made} >= {"Another mistake", "The sigmoid's derivative twice at the output"}


def test_what_crashed_ran_out_of_time_or_memory_is_looked_at_first() -> None:
    page = class_page("A class", ROWS)
    assert [alarm.what for alarm in page.alarms] == ["crashed", "ran out of memory", "ran out of time"]
    assert [(student.link.name, student.where) for student in page.alarms[0].students] == [
        ("student-10", "1 test of task 4.1")
    ]


def test_each_task_and_each_test_says_how_many_it_let_through() -> None:
    analysis = class_page("A class", ROWS).analysis
    first = analysis.tasks[0]
    assert (first.id, first.percent, first.full, first.none, first.taken) == ("1.1", 67, 2, 1, 3)
    assert [len(task.tests) for task in analysis.tasks] == [10] * 7
    assert (first.tests[0].passed, first.tests[0].taken, first.tests[0].percent) == (2, 3, 67)


def test_a_class_of_one_has_no_correlations_and_says_so() -> None:
    page = render_class("A class", ROWS[:1])
    seen = " ".join(read(page).text.split())
    assert "Not defined here: it takes three submissions" in seen
    assert class_page("A class", ROWS[:1]).analysis.alpha is None
    assert {test.discrimination for task in class_page("A class", ROWS[:1]).analysis.tasks for test in task.tests} == {
        ""
    }


def test_the_distribution_counts_everybody_who_has_a_grade() -> None:
    histogram = class_page("A class", ROWS).histogram
    assert histogram is not None
    assert [bar.count for bar in histogram.bars] == [1, 0, 0, 0, 0, 0, 0, 1, 0, 1]


def test_without_a_script_the_tables_are_tables_in_the_order_of_the_class() -> None:
    """Buttons are the script's to make: none are there that would do nothing."""
    assert "<button" not in render_class("A class", ROWS)


def test_students_with_the_same_files_are_reported_except_in_a_team_or_without_a_point() -> None:
    told = {"ada": "d1", "ben": "d1", "cy": "d2", "red-1": "d3", "red-2": "d3", "stub-1": "d4", "stub-2": "d4"}
    rows = [
        replaced(
            ClassRow.graded(replace(untouched_grade() if "stub" in name else sample_grade(), submission=name), None),
            digest=digest,
            team=name.partition("-")[0] if name.startswith("red") else "",
        )
        for name, digest in told.items()
    ]
    assert [[each.link.name for each in group] for group in class_page("A class", rows).equal] == [["ada", "ben"]]
    seen = " ".join(read(render_class("A class", rows)).text.split())
    assert "These handed in the same files, as partners do: for you to judge, no verdict." in seen
    assert "The same files" not in read(render_class("A class", rows[2:])).text, "the control"
    assert "<summary>2 submissions" not in render_class("A class", rows)


def test_a_long_list_of_who_handed_in_the_same_files_is_folded() -> None:
    grades = [replace(sample_grade(), submission=f"student-{number:02}") for number in range(13)]
    rows = [replaced(ClassRow.graded(grade, None), digest="d1") for grade in grades]
    assert "<summary>13 submissions" in render_class("A class", rows)

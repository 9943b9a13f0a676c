"""A task that a person judges: what was handed in for it is shown, and nothing is held against anybody until then."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.assignment.loading import task_order
from grader.ci.locations import RepoLocations
from grader.ci.results import Results
from grader.ci.summary import summary
from grader.errors import AssignmentError
from grader.exam import Exam
from grader.feedback.overview import TaskStatus, grade_feedback
from grader.gradebook.export.entries import entry_of
from grader.gradebook.run_facts import assignment_facts
from grader.model import Grade, ScoreChange
from grader.report.class_page import class_page
from grader.report.class_row import ClassRow
from grader.report.render import render_report
from tests.support.laid_out import handed_in, lay_out

MANIFEST = """
[[tasks]]
id = "1"
title = "Double"
module = "double"
names = ["double"]
points = 1
[[manual]]
id = "2"
title = "An essay"
file = "essay.md"
points = 4
about = "Why do gradients vanish?"
"""
TESTS = '''
from grader.exam import check
def test_double(student, reference):
    """Doubles."""
    check.equal(student.double(4), reference.double(4), "double(4)")
'''
RIGHT = "def double(x): return 2 * x\n"
ESSAY = "They are products.\n<script>alert(1)</script>\n"


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    with Exam(lay_out(tmp_path_factory.mktemp("manual"), MANIFEST, {"1": TESTS}, {"double": RIGHT})) as running:
        yield running


@pytest.fixture(scope="module")
def grade(exam: Exam) -> Grade:
    work = handed_in({"double": RIGHT})
    return exam.grade(replace(work, files={**work.files, "essay.md": ESSAY.encode()}))


def test_it_has_no_points_yet_and_counts_in_the_highest_score(grade: Grade) -> None:
    assert (grade.score, grade.max_score, grade.withheld) == (1.0, 5.0, False)


def test_work_for_a_person_to_grade_is_not_counted_as_wrong(grade: Grade) -> None:
    said = grade_feedback(grade)
    assert [(task.standing, task.words) for task in said.tasks] == [
        (TaskStatus.COMPLETE, "Complete"),
        (TaskStatus.AWAITED, "Not graded yet"),
    ]
    assert (said.headline, said.advice) == ("Every test passed: all of it is right.", None)


def test_a_page_shows_the_text_as_text(grade: Grade) -> None:
    page = render_report(grade)
    assert "They are products." in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "not graded yet, 4 points" in page


def test_once_a_person_has_given_points_they_are_shown(grade: Grade) -> None:
    judged = replace(grade, changes=(ScoreChange(points=3.0, reason="well argued", task="2"),), final_score=4.0)
    said = grade_feedback(judged).tasks[1]
    assert (said.words, said.points.score) == ("Partly there", "3")
    assert entry_of(judged).tasks == (("1", 1.0), ("2", 3.0))
    assert entry_of(grade).tasks == (("1", 1.0), ("2", None))
    (row,) = class_page("Small", [ClassRow.graded(judged, None)]).graded
    assert row.cells[1] is not None
    assert row.cells[1].score == "3"


def test_what_was_not_handed_in_is_told(exam: Exam) -> None:
    said = grade_feedback(exam.grade(handed_in({"double": RIGHT})))
    assert (said.tasks[1].tally, said.tasks[1].handed_in) == ("essay.md was not handed in", "")


def test_a_summary_and_a_class_have_no_number_for_it(grade: Grade) -> None:
    assert "| ⏳ | 2 An essay | - of 4 | Not graded yet |" in summary(Results.of(grade, RepoLocations()))
    (row,) = class_page("Small", [ClassRow.graded(grade, None)]).graded
    assert row.cells[1] is None


def test_two_tasks_of_one_number_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match="has two tasks 1: give each an id of its own"):
        lay_out(tmp_path, MANIFEST.replace('id = "2"', 'id = "1"'), {"1": TESTS}, {"double": RIGHT})


BETWEEN = """
[[tasks]]
id = "3"
title = "Triple"
module = "triple"
names = ["triple"]
points = 1
bonus = true
about = "A bonus."
"""


def test_tasks_stand_in_the_order_of_the_manifest_and_a_bonus_is_marked(tmp_path: Path) -> None:
    tests = {"1": TESTS, "3": TESTS.replace("double", "triple")}
    work = {"double": RIGHT, "triple": "def triple(x): return 3 * x\n"}
    with Exam(lay_out(tmp_path, MANIFEST + BETWEEN, tests, work)) as exam:
        grade = exam.grade(handed_in(work))
    assert [task.id for task in grade.tasks] == ["1", "2", "3"]
    assert [task.bonus for task in grade_feedback(grade).tasks] == [False, False, True]
    page = render_report(grade)
    overview, _, rest = page.partition("</nav>")
    assert [text.count('<span class="chip">bonus</span>') for text in (overview, rest)] == [1, 1]
    columns = class_page("Small", [ClassRow.graded(grade, None)]).columns
    assert [(column.id, column.bonus) for column in columns] == [("1", False), ("2", False), ("3", True)]
    assert "| ✅ | 3 Triple (bonus) | 1 of 1 |" in summary(Results.of(grade, RepoLocations()))
    facts = assignment_facts(exam.assignment, None)
    assert ([task for task, _, _ in facts.tasks], facts.bonus) == (["1", "2", "3"], ("3",))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("tasks = [{id = '1'}]\n[[manual]]\nid = '2'\n", id="as a value"),
        pytest.param("[[manual]]\nid = '2'\nabout = '''\n[[tasks]]\n'''\n[[tasks]]\nid = '1'\n", id="in a text"),
    ],
)
def test_where_the_order_cannot_be_told_work_with_tests_comes_first(text: str) -> None:
    assert task_order(text, ["1"], ["2"]) == ("1", "2")
    assert task_order("[[manual]]\nid = '2'\n  [[ tasks ]] # the first\nid = '1'\n", ["1"], ["2"]) == ("2", "1")

"""Grades go back into the files of platforms: into the right line, in the right form, and no other byte changes."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.gradebook.export.canvas import Canvas
from grader.gradebook.export.entries import GradebookEntry
from grader.gradebook.export.format import GradebookFormat
from grader.gradebook.export.formats import GRADEBOOKS
from grader.gradebook.export.moodle import Moodle
from grader.gradebook.export.plain import Plain
from grader.gradebook.export.table import Table
from grader.intake import Student
from grader.intake.naming import default_id

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,HW1 (4242),HW2 (4243),Final Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    '"    Points Possible",,,,,20,20,(read only)\r\n'
    '"Doe, Jane",12345,s-1,jdoe,"Sec ""A""",17.5,,88\r\n'
    "Łukasz,12346,s-2,lukasz,Sec A,,EX,\r\n"
    '"Student, Test",12399,,ab12,Sec A,,,\r\n'
)
MOODLE = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 901,Jane Doe,jane@uni.example,"Submitted for grading",-,"100,00",Yes,'
    '"Monday, 1 June 2026, 9:00 AM",-,\n'
    'Participant 902,"Łukasz, K.",luk@uni.example,Submitted,"50,00","100,00",Yes,"Monday, 1 June 2026, 9:05 AM",-,old\n'
)


def canvas(
    *entries: GradebookEntry, column: str | None = "HW1 (4242)", template: str = CANVAS
) -> tuple[str, tuple[str, ...]]:
    found = Canvas().fill(entries, template.encode(), column)
    return found.content.decode(), found.unmatched


def moodle(*entries: GradebookEntry, template: str = MOODLE, column: str | None = None) -> tuple[str, tuple[str, ...]]:
    found = Moodle().fill(entries, template.encode(), column)
    return found.content.decode(), found.unmatched


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    "name",
    [
        "doejane_12345_678901_hw1.zip",
        "doejane_LATE_12345_678901_hw1.py",
        "12345_678901_hw1-1.zip",
        "12345",
        "S-1",
        "jdoe",
    ],
)
def test_canvas_finds_a_student_by_the_name_of_the_download_or_an_id(name: str) -> None:
    text, unmatched = canvas(GradebookEntry(default_id(name), 80.0, 100.0))
    assert unmatched == ()
    assert text == CANVAS.replace('"Sec ""A""",17.5', '"Sec ""A""",16')


@pytest.mark.parametrize("form", ["moodle", "brightspace", "gradescope", "blackboard"])
def test_the_number_of_one_platform_is_nobodys_on_another(form: str) -> None:
    own, other = Student(number="12345", name="Jane Doe"), Student(number="901")
    assert canvas(GradebookEntry("Doe_12345", 1.0, 1.0, (), "canvas", own))[1] == ()
    assert canvas(GradebookEntry("12345", 1.0, 1.0, (), form, own)) == (CANVAS, ("12345",))
    assert moodle(GradebookEntry("Participant_901", 1.0, 1.0, (), "moodle", other))[1] == ()
    assert moodle(GradebookEntry("901", 1.0, 1.0, (), "canvas", other)) == (MOODLE, ("901",))


def test_a_login_or_an_address_is_one_on_every_platform() -> None:
    jane = Student(number="7", login="jdoe", email="jane@uni.example")
    for form in ("blackboard", "sakai", "github", "gradescope"):
        assert canvas(GradebookEntry("x", 1.0, 1.0, (), form, jane))[1] == ()
        assert moodle(GradebookEntry("x", 1.0, 1.0, (), form, jane))[1] == ()


@pytest.mark.parametrize("word", ["Teilnehmer/in", "Participante", "Deelnemer", "Katılımcı "])  # noqa: RUF001 # Turkish
def test_participants_are_numbered_with_and_without_a_space(word: str) -> None:
    template = MOODLE.replace("Participant ", word)
    jane = GradebookEntry("x", 1.0, 1.0, (), "moodle", Student(number="901"))
    assert [row["Grade"] for row in rows(moodle(jane, template=template)[0])] == ["100", "50,00"]


def test_an_anonymous_download_is_found_by_its_own_number() -> None:
    template = CANVAS.replace("12345", "anon_aB3x9")
    text, unmatched = canvas(GradebookEntry("LATE_anon_aB3x9_678901_hw1", 50.0, 100.0), template=template)
    assert (rows(text)[2]["HW1 (4242)"], unmatched) == ("10", ())


@pytest.mark.parametrize(
    "name", ["Jane_Doe_901_assignsubmission_file", "jane@uni.example", "jane doe", "participant 901"]
)
def test_moodle_finds_a_student_by_the_name_of_the_download_or_an_address(name: str) -> None:
    text, unmatched = moodle(GradebookEntry(name, 72.5, 100.0))
    assert unmatched == ()
    assert text == MOODLE.replace('grading",-,"100', 'grading","72,5","100')


def test_feedback_is_html_in_which_no_text_is_markup() -> None:
    said = ("2 of 4 points", '<script>alert(1)</script> & "x"')
    text, _ = moodle(GradebookEntry("luk@uni.example", 2.0, 4.0, said))
    (_, row) = rows(text)
    assert row["Feedback comments"] == ("2 of 4 points<br>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;")
    assert row["Grade"] == "50"


def test_points_are_shares_of_those_of_the_platform_in_its_own_form() -> None:
    assert rows(canvas(GradebookEntry("jdoe", 1.0, 3.0))[0])[2]["HW1 (4242)"] == "6.67"
    comma = CANVAS.replace(",20,20,", ',"20,0",20,')
    assert rows(canvas(GradebookEntry("jdoe", 1.0, 3.0), template=comma)[0])[2]["HW1 (4242)"] == "6,67"
    assert rows(canvas(GradebookEntry("jdoe", 0.0, 3.0))[0])[2]["HW1 (4242)"] == "0"


def test_who_has_no_grade_keeps_what_is_there_and_who_has_no_line_is_told() -> None:
    text, unmatched = canvas(GradebookEntry("nobody", 1.0, 2.0))
    assert (text, unmatched) == (CANVAS, ("nobody",))


def test_two_submissions_of_one_student_are_for_a_person_to_settle() -> None:
    entries = (GradebookEntry("doejane_12345_1_a", 1.0, 2.0), GradebookEntry("doejane_12345_2_b", 2.0, 2.0))
    assert canvas(*entries) == (CANVAS, ("doejane_12345_1_a", "doejane_12345_2_b"))


def test_what_stands_for_two_students_stands_for_none() -> None:
    template = CANVAS.replace("s-2", "jdoe")
    assert canvas(GradebookEntry("jdoe", 1.0, 2.0), template=template) == (template, ("jdoe",))


def test_a_number_of_a_file_is_no_number_of_a_student() -> None:
    assert canvas(GradebookEntry("lukasz_777_12345_hw1", 1.0, 2.0)) == (CANVAS, ("lukasz_777_12345_hw1",))


def test_the_only_assignment_is_meant_where_none_is_named() -> None:
    single = CANVAS.replace("HW2 (4243)", "Notes")
    assert canvas(GradebookEntry("jdoe", 1.0, 2.0), column=None, template=single)[0] != single
    with pytest.raises(UsageError, match=r"2 assignments \('HW1 \(4242\)', 'HW2 \(4243\)'\): say which with --column"):
        canvas(GradebookEntry("jdoe", 1.0, 2.0), column=None)


@pytest.mark.parametrize(
    ("gradebook", "template", "column", "words"),
    [
        (Canvas(), "a,b\n1,2\n", None, "is not a Canvas gradebook"),
        (Canvas(), "", None, "is not a Canvas gradebook"),
        (Canvas(), "Student,ID,Section,HW (1)\nJane,1,A,\n", None, "no row with the points"),
        (Canvas(), CANVAS, "HW9 (1)", "no column 'HW9 \\(1\\)', but 'Student', 'ID'"),
        (Canvas(), CANVAS.replace(",20,20,", ",n/a,20,"), "HW1 (4242)", "'n/a' for the points"),
        (Moodle(), MOODLE, "Bewertung", "no column 'Bewertung'"),
        (Moodle(), "Identifier,Grade\nParticipant 1,-\n", None, "'' for the points"),
        (Moodle(), "Identifier,Grade\n", None, "is not a Moodle grading worksheet"),
    ],
)
def test_what_is_no_such_file_is_refused(
    gradebook: GradebookFormat, template: str, column: str | None, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        gradebook.fill([GradebookEntry("jdoe", 1.0, 2.0)], template.encode(), column)


@pytest.mark.parametrize("gradebook", GRADEBOOKS.built_in, ids=lambda gradebook: gradebook.name)
def test_who_has_no_grade_to_hand_out_gets_no_points(gradebook: GradebookFormat) -> None:
    """The control beside it has the same line in each template."""
    template = {"canvas": CANVAS, "moodle": MOODLE}.get(gradebook.name, "").encode()
    column = "HW1 (4242)" if gradebook.name == "canvas" else None
    name = "x_901_assignsubmission_file" if gradebook.name == "moodle" else "jdoe"
    without = gradebook.fill(
        [GradebookEntry(name, None, 5.0, tasks=(("1", None),), status="withheld")], template, column
    )
    with_one = gradebook.fill([GradebookEntry(name, 4.0, 5.0, tasks=(("1", 4.0),))], template, column)
    assert (without.filled, with_one.filled) == (0, 1)
    assert with_one.content != template
    assert without.content == template or b",,5.0,,withheld" in without.content


def test_a_plain_table_is_one_for_a_program_and_no_cell_of_it_is_a_formula() -> None:
    entries = [
        GradebookEntry("=1+1", 4.0, 5.0, tasks=(("1", 4.0),)),
        GradebookEntry("kim", None, None, status="@no, zip", student=Student(name="=Kim")),
    ]
    first, second = csv.DictReader(io.StringIO(Plain().fill(entries).content.decode()))
    assert list(first.values()) == ["'=1+1", "", "4.0", "5.0", "4.0", "graded"]
    assert (second["name"], second["task 1"], second["status"]) == ("'=Kim", "", "'@no, zip")


@given(st.text(alphabet=st.sampled_from('a,;"\n\r\t ü\ufeff\udc80'), max_size=60))
@settings(derandomize=True, max_examples=2000, deadline=None)
def test_a_table_that_nobody_changes_stays_as_it_is(text: str) -> None:
    content = text.encode("utf-8", "surrogateescape")
    assert Table(content).content() == content


@given(st.lists(st.lists(st.text(alphabet='a,;"\n\r\t ü', max_size=6), min_size=2, max_size=4), min_size=2, max_size=4))
@settings(derandomize=True, max_examples=1000, deadline=None)
def test_cells_are_read_and_written_as_others_read_and_write_them(cells: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([["x", "y"], *cells])
    table = Table(file.getvalue().encode())
    assert [[table.value(n, i) for i in range(len(row))] for n, row in enumerate(cells, 1)] == [
        [cell.strip() for cell in row] for row in cells
    ]
    table.put(1, 1, 'new, "cell"')
    (_, first, *others) = csv.reader(io.StringIO(table.content().decode(), newline=""))
    assert (first, others) == ([cells[0][0], 'new, "cell"', *cells[0][2:]], cells[1:])

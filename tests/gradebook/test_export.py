"""Grades go back into the files of platforms in the right format, and no other byte changes."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.gradebook.export.blackboard import BlackboardGradebook
from grader.gradebook.export.canvas import CanvasGradebook
from grader.gradebook.export.entries import GradebookEntry
from grader.gradebook.export.format import GradebookFormat
from grader.gradebook.export.formats import GRADEBOOKS
from grader.gradebook.export.moodle import MoodleGradebook
from grader.gradebook.export.plain import GradescopeGrades, PerTestTable, PlainTable
from grader.gradebook.export.table import CsvTable
from grader.intake import Student
from tests.support.gradebook_files import BLACKBOARD, BRIGHTSPACE, CANVAS, MOODLE, canvas, moodle, rows


def test_feedback_is_html_in_which_no_text_is_markup() -> None:
    said = ("2 of 4 points", '<script>alert(1)</script> & "x"')
    text, _ = moodle(GradebookEntry("luk@uni.example", 2.0, 4.0, said))
    (_, row) = rows(text)
    assert row["Feedback comments"] == ("2 of 4 points<br>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;")
    assert row["Grade"] == "50"


def test_points_are_shares_of_those_of_the_platform_in_its_own_notation() -> None:
    assert rows(canvas(GradebookEntry("jdoe", 1.0, 3.0))[0])[2]["HW1 (4242)"] == "6.67"
    comma = CANVAS.replace(",20,20,", ',"20,0",20,')
    assert rows(canvas(GradebookEntry("jdoe", 1.0, 3.0), template=comma)[0])[2]["HW1 (4242)"] == "6,67"
    assert rows(canvas(GradebookEntry("jdoe", 0.0, 3.0))[0])[2]["HW1 (4242)"] == "0"


def test_a_row_without_a_grade_keeps_its_content_and_a_student_without_a_row_is_reported() -> None:
    text, unmatched = canvas(GradebookEntry("nobody", 1.0, 2.0))
    assert (text, unmatched) == (CANVAS, ("nobody",))


def test_the_only_assignment_is_meant_where_none_is_named() -> None:
    single = CANVAS.replace("HW2 (4243)", "Notes")
    assert canvas(GradebookEntry("jdoe", 1.0, 2.0), column=None, template=single)[0] != single
    with pytest.raises(UsageError, match=r"2 assignments \('HW1 \(4242\)', 'HW2 \(4243\)'\): say which with --column"):
        canvas(GradebookEntry("jdoe", 1.0, 2.0), column=None)


@pytest.mark.parametrize(
    ("gradebook", "template", "column", "words"),
    [
        (CanvasGradebook(), "a,b\n1,2\n", None, "is not a Canvas gradebook"),
        (CanvasGradebook(), "", None, "is not a Canvas gradebook"),
        (CanvasGradebook(), "Student,ID,Section,HW (1)\nJane,1,A,\n", None, "no row with the points"),
        (CanvasGradebook(), CANVAS, "HW9 (1)", "no column 'HW9 \\(1\\)', but 'Student', 'ID'"),
        (CanvasGradebook(), CANVAS.replace(",20,20,", ",n/a,20,"), "HW1 (4242)", "'n/a' for the points"),
        (MoodleGradebook(), MOODLE, "Bewertung", "no column 'Bewertung'"),
        (MoodleGradebook(), "Identifier,Grade\nParticipant 1,-\n", None, "'' for the points"),
        (MoodleGradebook(), "Identifier,Grade\n", None, "is not a Moodle grading worksheet"),
    ],
)
def test_a_file_of_another_kind_is_refused(
    gradebook: GradebookFormat, template: str, column: str | None, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        gradebook.fill([GradebookEntry("jdoe", 1.0, 2.0)], template.encode(), column)


@pytest.mark.parametrize("gradebook", GRADEBOOKS.built_in, ids=lambda gradebook: gradebook.name)
def test_a_student_without_a_valid_grade_gets_no_points(gradebook: GradebookFormat) -> None:
    """The control beside it has the same line in each template."""
    templates = {"canvas": CANVAS, "moodle": MOODLE, "blackboard": BLACKBOARD, "brightspace": BRIGHTSPACE}
    template = templates.get(gradebook.name, "").encode()
    column = {"canvas": "HW1 (4242)", "blackboard": "HW1 [Total Pts: 20 Score] |4242"}.get(gradebook.name)
    name = "x_901_assignsubmission_file" if gradebook.name == "moodle" else "jdoe"
    without = gradebook.fill(
        [GradebookEntry(name, None, 5.0, tasks=(("1", None),), status="withheld")], template, column
    )
    with_one = gradebook.fill([GradebookEntry(name, 4.0, 5.0, tasks=(("1", 4.0),))], template, column)
    assert (without.filled, with_one.filled) == (0, 1)
    assert with_one.content != template
    if template:
        assert without.content == template
    else:
        assert b"4.0" in with_one.content or gradebook.name == "tests"
        assert b"4.0" not in without.content


def test_a_plain_table_is_one_for_a_program_and_no_cell_of_it_is_a_formula() -> None:
    entries = [
        GradebookEntry("=1+1", 4.0, 5.0, tasks=(("1", 4.0),)),
        GradebookEntry("kim", None, None, status="@no, zip", student=Student(name="=Kim")),
    ]
    first, second = csv.DictReader(io.StringIO(PlainTable().fill(entries).content.decode("utf-8-sig")))
    assert list(first.values()) == ["'=1+1", "", "4.0", "5.0", "4.0", "", "", "graded"]
    assert (second["name"], second["task 1"], second["status"]) == ("'=Kim", "", "'@no, zip")


def test_blackboards_file_is_filled_in_its_own_encoding() -> None:
    content = b"\xff\xfe" + BLACKBOARD.encode("utf-16-le")
    jane = GradebookEntry("x", 3.0, 4.0, (), "blackboard", Student(login="jdoe"))
    filled = BlackboardGradebook().fill([jane], content, "HW1 [Total Pts: 20 Score] |4242")
    expected = BLACKBOARD.replace('"jdoe"\t""', '"jdoe"\t15')
    assert filled.content == b"\xff\xfe" + expected.encode("utf-16-le")
    assert (filled.filled, filled.without) == (1, ("lukasz",))
    with pytest.raises(UsageError, match="2 columns of points"):
        BlackboardGradebook().fill([jane], content)
    with pytest.raises(UsageError, match="not a file of Blackboard"):
        BlackboardGradebook().fill([jane], CANVAS.encode())


@pytest.mark.parametrize(
    ("possible", "score"),
    [('"1,000"', "500"), ('"1,000.00"', "500"), ('"12,50"', '"6,25"'), ("1000.00", "500"), ("12.5", "6.25")],
)
def test_points_are_read_by_what_the_file_itself_shows(possible: str, score: str) -> None:
    template = CANVAS.replace(",20,20,", f",{possible},20,")
    assert canvas(GradebookEntry("jdoe", 1.0, 2.0), template=template)[0] == template.replace("17.5", score)


def test_semicolons_between_cells_make_a_point_one_between_thousands() -> None:
    template = MOODLE.replace(",", ";").replace('"100;00"', "1.000")
    assert rows_of(template)[1]["Maximum Grade"] == "1.000"
    text, _ = moodle(GradebookEntry("jane@uni.example", 1.0, 2.0), template=template)
    assert rows_of(text)[0]["Grade"] == "500"


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_excused_students_and_columns_without_points_are_left_alone() -> None:
    luk = GradebookEntry("lukasz", 1.0, 2.0)
    filled = CanvasGradebook().fill([luk], CANVAS.encode(), "HW2 (4243)")
    assert (filled.content.decode(), filled.filled) == (CANVAS, 0)
    assert filled.notes == ("lukasz is excused there, and was left alone.",)
    nothing = CANVAS.replace(",20,20,", ",0,20,")
    filled = CanvasGradebook().fill([luk], nothing.encode(), "HW1 (4242)")
    assert (filled.content.decode(), filled.filled) == (nothing, 0)
    assert "counts with 0 points" in filled.notes[0]


GERMAN = (
    'Identifikator;"Vollständiger Name";E-Mail-Adresse;Status;Bewertung;Bestwertung;"Bewertung kann geändert werden";'
    '"Zuletzt geändert (Abgabe)";"Feedback als Kommentar"\n'
    '"Teilnehmer/in901";"Jane Doe";jane@uni.example;"Zur Bewertung abgegeben";;100,00;Ja;-;\n'
    '"Teilnehmer/in902";"Max Muster";max@uni.example;"Zur Bewertung abgegeben";;100,00;Ja;-;\n'
)


@pytest.mark.parametrize(
    "jane",
    [
        GradebookEntry("Jane_Doe_901", 3.0, 4.0, ("75 & more",), "moodle", Student(number="901")),
        GradebookEntry("x", 3.0, 4.0, ("75 & more",), "gradescope", Student(email="jane@uni.example")),
    ],
)
def test_a_worksheet_in_another_language_is_filled_by_position(jane: GradebookEntry) -> None:
    text, unmatched = moodle(jane, template=GERMAN)
    assert unmatched == ()
    first, second = rows_of(text)
    assert (first["Bewertung"], first["Feedback als Kommentar"]) == ("75", "75 &amp; more")
    assert list(second.values()) == list(rows_of(GERMAN)[1].values())


def test_tables_of_tests_and_as_gradescope_exports_have_a_line_for_each() -> None:
    test = ("1", "test_1.py::test_x", "failed", "raised", 0.0, 2.0, "one")
    jane = GradebookEntry(
        "jane", 3.0, 4.0, source_format="gradescope", student=Student(name="Jane M. Doe", number="7"), tests=(test,)
    )
    text = PerTestTable().fill([jane]).content.decode("utf-8-sig")
    assert text.splitlines()[1] == "jane,Jane M. Doe,1,test_1.py::test_x,failed,raised,0.0,2.0,one"
    text = GradescopeGrades().fill([jane, GradebookEntry("kim", None, None)]).content.decode("utf-8-sig")
    assert text.splitlines()[1:] == ["Jane M.,Doe,7,,3.0,4.0,Graded,jane", ",,,,,,Ungraded,kim"]


@given(st.text(alphabet=st.sampled_from('a,;"\n\r\t ü\ufeff\udc80'), max_size=60))
@settings(max_examples=500)
def test_a_table_that_nobody_changes_stays_as_it_is(text: str) -> None:
    content = text.encode("utf-8", "surrogateescape")
    assert CsvTable(content).content() == content


@given(st.lists(st.lists(st.text(alphabet='a,;"\n\r\t ü', max_size=6), min_size=2, max_size=4), min_size=2, max_size=4))
@settings(max_examples=300)
def test_cells_are_read_and_written_as_others_read_and_write_them(cells: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([["x", "y"], *cells])
    table = CsvTable(file.getvalue().encode())
    assert [[table.value(n, i) for i in range(len(row))] for n, row in enumerate(cells, 1)] == [
        [cell.strip() for cell in row] for row in cells
    ]
    table.put(1, 1, 'new, "cell"')
    (_, first, *others) = csv.reader(io.StringIO(table.content().decode(), newline=""))
    assert (first, others) == ([cells[0][0], 'new, "cell"', *cells[0][2:]], cells[1:])

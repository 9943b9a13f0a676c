"""Grades go into the right line of a platform's file: a student is found by what the platform calls them, or not."""

import pytest

from grader.gradebook.export.brightspace import BrightspaceGradebook
from grader.gradebook.export.entries import GradebookEntry
from grader.intake import Student
from grader.intake.naming import default_id
from tests.support.gradebook_files import BRIGHTSPACE, CANVAS, MOODLE, canvas, moodle, rows


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


@pytest.mark.parametrize("platform", ["moodle", "brightspace", "gradescope", "blackboard"])
def test_the_number_of_one_platform_identifies_nobody_on_another(platform: str) -> None:
    own, other = Student(number="12345", name="Jane Doe"), Student(number="901")
    assert canvas(GradebookEntry("Doe_12345", 1.0, 1.0, (), "canvas", own))[1] == ()
    assert canvas(GradebookEntry("12345", 1.0, 1.0, (), platform, own)) == (CANVAS, ("12345",))
    assert moodle(GradebookEntry("Participant_901", 1.0, 1.0, (), "moodle", other))[1] == ()
    assert moodle(GradebookEntry("901", 1.0, 1.0, (), "canvas", other)) == (MOODLE, ("901",))


def test_a_login_or_an_address_is_one_on_every_platform() -> None:
    jane = Student(number="7", login="jdoe", email="jane@uni.example")
    for platform in ("blackboard", "sakai", "github", "gradescope"):
        assert canvas(GradebookEntry("x", 1.0, 1.0, (), platform, jane))[1] == ()
        assert moodle(GradebookEntry("x", 1.0, 1.0, (), platform, jane))[1] == ()


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


def test_two_submissions_of_one_student_are_for_a_person_to_settle() -> None:
    entries = (GradebookEntry("doejane_12345_1_a", 1.0, 2.0), GradebookEntry("doejane_12345_2_b", 2.0, 2.0))
    assert canvas(*entries) == (CANVAS, ("doejane_12345_1_a", "doejane_12345_2_b"))


def test_an_identifier_of_two_rows_matches_neither() -> None:
    template = CANVAS.replace("s-2", "jdoe")
    assert canvas(GradebookEntry("jdoe", 1.0, 2.0), template=template) == (template, ("jdoe",))


def test_the_number_of_a_file_is_not_the_number_of_a_student() -> None:
    assert canvas(GradebookEntry("lukasz_777_12345_hw1", 1.0, 2.0)) == (CANVAS, ("lukasz_777_12345_hw1",))


@pytest.mark.parametrize(
    "jane",
    [
        GradebookEntry("x", 3.0, 4.0, (), "github", Student(login="jdoe")),
        GradebookEntry("x", 3.0, 4.0, (), "brightspace", Student(name="Jane Doe", number="8")),
        GradebookEntry("7", 3.0, 4.0),
    ],
)
def test_brightspace_finds_a_student_by_login_name_or_id_and_not_by_a_folders_number(jane: GradebookEntry) -> None:
    filled = BrightspaceGradebook().fill([jane], BRIGHTSPACE.encode())
    assert filled.content.decode() == BRIGHTSPACE.replace("Jane,,", "Jane,15,")
    assert (filled.possible, filled.unmatched, filled.without) == (20.0, (), ("lukasz",))


def test_a_download_number_that_canvas_no_longer_has_is_not_taken_for_another_id() -> None:
    """Whose own line was taken out while somebody else's SIS id is the same number."""
    template = CANVAS.replace("12345", "99").replace("s-2", "12345")
    for entry in (
        GradebookEntry("doejane_12345_678901_hw1", 1.0, 1.0),
        GradebookEntry("Jane_Doe_12345", 1.0, 1.0, (), "canvas", Student(number="12345")),
    ):
        assert canvas(entry, template=template) == (template, (entry.submission,))
    assert canvas(GradebookEntry("12345", 1.0, 1.0), template=template)[1] == (), "the control: typed by hand"

"""Moodle: both kinds of folders, archives in them, typed texts, and marking without names."""

from collections.abc import Callable

import pytest

from grader.intake import ClassEntry
from tests.support.packing import Files, Read
from tests.support.platform_forms import ADA, BEN, Person, moodle


def test_folders_of_old_releases_end_with_a_line(
    read: Read, graded: Callable[[ClassEntry], set[str]], solution: Files
) -> None:
    (entry,) = read(moodle(ADA, solution, "_")).entries
    assert (entry.id, entry.student.name, entry.student.number) == ("Ada_Lovelace_1001", "Ada Lovelace", "1001")
    assert graded(entry) == set(solution)


def test_the_one_archive_in_a_folder_is_opened_whatever_document_lies_beside(
    read: Read, graded: Callable[[ClassEntry], set[str]], solution: Files, zipped: Callable[[Files], bytes]
) -> None:
    packed = zipped({f"my work/{path}": content for path, content in solution.items()})
    seen = read(moodle(ADA, {"hw.zip": packed}) | moodle(BEN, {"hw.zip": packed, "report.pdf": b"%PDF-"}))
    assert [graded(entry) >= set(solution) for entry in seen.entries] == [True, True]
    assert [unused.reason for each in seen.received for unused in each.unused] == ["a PDF document"]


def test_a_typed_text_is_listed_beside_files_and_alone(read: Read, solution: Files) -> None:
    typed = {f"{who.full}_{who.number}_assignsubmission_onlinetext/onlinetext.html": b"<p>" for who in (ADA, BEN)}
    ada, ben = read(moodle(ADA, solution) | typed).received
    assert [unused.reason for unused in ada.unused] == ["a text that was typed into Moodle"]
    assert not ada.entry.problem
    assert "typed into Moodle" in ben.entry.problem


@pytest.mark.parametrize("word", ["Participant", "Teilnehmerin", "Participante", "Deelnemer"])
def test_where_marking_is_blind_a_word_is_not_taken_for_a_name(read: Read, solution: Files, word: str) -> None:
    people = [Person(word, "", number, "") for number in (901, 902)]
    files = {
        f"{word}_{who.number}_assignsubmission_file/{path}": content
        for who in people
        for path, content in solution.items()
    }
    seen = read(files)
    assert [(entry.student.name, entry.student.number) for entry in seen.entries] == [("", "901"), ("", "902")]
    assert [entry.id for entry in seen.entries] == [f"{word}_901", f"{word}_902"]

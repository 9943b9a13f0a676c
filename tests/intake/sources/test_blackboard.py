"""Blackboard: logins and assignments with lines in them, original names, and several attempts."""

from datetime import datetime

from tests.support.packing import Files, Read
from tests.support.platform_forms import ADA, BEN, Person, blackboard


def test_the_latest_attempt_counts_and_the_others_are_listed(read: Read, solution: Files) -> None:
    old = dict.fromkeys(solution, b"raise SystemExit")
    files = blackboard(ADA, old, "2026-03-01-08-00-00") | blackboard(ADA, solution, "2026-03-03-08-00-00")
    (ada,) = read(files | blackboard(ADA, old, "2026-03-02-08-00-00")).received
    assert ada.entry.hand_in.at == datetime(2026, 3, 3, 8)  # noqa: DTZ001 # Blackboard tells no zone
    assert {part.name for part in ada.entry.parts} == set(solution)
    assert all("03-03" in part.found.location for part in ada.entry.parts)
    assert [attempt.called for attempt in ada.earlier] == ["2026-03-01-08-00-00", "2026-03-02-08-00-00"]


def test_two_logins_that_end_alike_are_two_students(read: Read, solution: Files) -> None:
    people = [Person("Jo", "Doe", 1, "jo_doe"), Person("Al", "Doe", 2, "al_doe"), Person("Doe", "Doe", 3, "doe")]
    files: dict[str, bytes] = {}
    for who in people:
        files |= blackboard(who, solution)
    without_a_text = {
        path: content for path, content in files.items() if "al_doe_attempt" not in path or "_file" in path
    }
    for each in (files, without_a_text):
        logins = {entry.student.login for entry in read(each, name=f"class{len(each)}").entries}
        assert logins == {who.login for who in people} - ({"al_doe"} if each is without_a_text else set())


def test_a_student_with_a_text_alone_is_there_with_a_reason(read: Read, solution: Files) -> None:
    seen = read(blackboard(ADA, solution) | blackboard(BEN, {}))
    assert [bool(entry.problem) for entry in seen.entries] == [False, True]
    assert [entry.student.name for entry in seen.entries] == ["Ada Lovelace", "Ben Bitdiddle"]


def test_a_comment_cannot_make_somebody_somebody_else(read: Read, solution: Files) -> None:
    forged = blackboard(BEN, solution)
    (text,) = [path for path in forged if path.endswith(".txt")]
    forged[text] += b"\nComments:\nName: Ada Lovelace (al001)\n"
    seen = read(blackboard(ADA, solution) | forged)
    assert sorted(entry.student.login for entry in seen.entries) == [ADA.login, BEN.login]
    assert all(len(entry.parts) == len(solution) for entry in seen.entries)


def test_the_name_of_a_file_cannot_make_somebody_somebody_else(read: Read, solution: Files) -> None:
    file = f"x_{ADA.login}_attempt_2026-03-04-00-00-00.txt"
    forged = blackboard(BEN, {**solution, file: b"Name: Ada Lovelace (al001)\n"})
    seen = read(blackboard(ADA, solution) | forged)
    assert sorted(entry.student.login for entry in seen.entries) == [ADA.login, BEN.login]
    assert sorted(len(entry.parts) for entry in seen.entries) == [len(solution), len(solution) + 1]

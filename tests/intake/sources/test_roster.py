"""A roster: tables of every kind, names for people, groups, who is missing, and nobody taken for somebody else."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.intake.sources.roster import read_roster
from tests.support.packing import Files, Read
from tests.support.platform_forms import ADA, BEN, Person, blackboard, canvas, github, moodle

Roster = Callable[[str], Path]

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,HW (7)\n    Points Possible,,,,,20\n"
    '"Lovelace, Ada",1001,S1,ada,A,\n"Bitdiddle, Ben",1002,S2,ben,A,\n"Hopper, Grace",1003,S3,grace,A,\n'
    '"Student, Test",9,,x,A,\n'
)
MOODLE = (
    "Identifier,Full name,Email address,Group,Grade\n"
    "Participant 1001,Ada Lovelace,a@x.org,Red,\nParticipant1002,Ben B,,Red,\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_encoding_and_separator_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "roster.csv"
    text = separator.join(("E-Mail", "Vorname", "Nachname", "Matrikelnummer")) + "\n"
    path.write_bytes((text + separator.join(("j@x.org", "Jürgen", "Müller", "77")) + "\n\n").encode(encoding))
    (student,) = read_roster(path)
    assert (student.name, student.email, student.number) == ("Jürgen Müller", "j@x.org", "77")


def test_what_platforms_export_is_a_roster(roster_of: Roster) -> None:
    canvas_roster = read_roster(roster_of(CANVAS))
    assert [(each.name, each.number, each.login) for each in canvas_roster] == [
        ("Ada Lovelace", "1001", "ada"), ("Ben Bitdiddle", "1002", "ben"), ("Grace Hopper", "1003", "grace"),
    ]  # fmt: skip
    assert [(each.name, each.number, each.group) for each in read_roster(roster_of(MOODLE))] == [
        ("Ada Lovelace", "1001", "Red"), ("Ben B", "1002", "Red"),
    ]  # fmt: skip
    classroom = '"identifier","github_username","github_id","name"\n"a@x.org","ada-l","5","Ada Lovelace"\n'
    (ada,) = read_roster(roster_of(classroom))
    assert (ada.login, ada.email, ada.name) == ("ada-l", "a@x.org", "Ada Lovelace")
    sakai = (
        '"Homework","Points"\n\n"Display ID","ID","Last Name","First Name","grade"\n"al1","u7","Lovelace","Ada",""\n'
    )
    (ada,) = read_roster(roster_of(sakai))
    assert (ada.login, ada.name) == ("al1", "Ada Lovelace")


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00\x01", "Points\n5\n"])
def test_what_is_not_a_roster_is_refused_with_what_to_do(roster_of: Roster, text: str) -> None:
    with pytest.raises(UsageError, match="is not a roster"):
        read_roster(roster_of(text))
    with pytest.raises(UsageError, match="cannot be read as a roster"):
        read_roster(roster_of(text).with_name("missing.csv"))


def test_names_for_people_and_who_is_missing(read: Read, solution: Files, roster_of: Roster) -> None:
    files = canvas(ADA, solution) | canvas(BEN, solution) | canvas(Person("New", "Comer", 1009, ""), solution)
    seen = read(files, roster=roster_of(CANVAS))
    assert [entry.student.name for entry in seen.entries] == ["Ben Bitdiddle", "comernew", "Ada Lovelace"]
    assert [student.name for student in seen.missing] == ["Grace Hopper"]
    assert seen.unknown == ("comernew_1009",)
    assert [entry.id for entry in seen.entries] == [entry.id for entry in read(files, name="without").entries]


def test_nobody_is_taken_for_somebody_whose_number_is_the_same(read: Read, solution: Files, roster_of: Roster) -> None:
    roster = roster_of("id,name\n1001,Grace Hopper\n1002,Ben Bitdiddle\n7,Sam Lee\n8,Sam Lee\n")
    seen = read(
        moodle(ADA, solution) | moodle(BEN, solution) | moodle(Person("Sam", "Lee", 3, ""), solution), roster=roster
    )
    assert [entry.student.name for entry in seen.entries] == ["Ada Lovelace", "Ben Bitdiddle", "Sam Lee"]
    assert seen.unknown == ("Ada_Lovelace_1001", "Sam_Lee_3")
    assert [student.name for student in seen.missing] == ["Grace Hopper", "Sam Lee", "Sam Lee"]


def test_a_group_is_each_of_its_members(read: Read, solution: Files, roster_of: Roster) -> None:
    roster = roster_of(
        "name,login,group\nAda Lovelace,al001,Team 7\nBen Bitdiddle,bb,team 7\nEve M,em,Team 8\nKim,k,\n"
    )
    team, eve = Person("Team", "7", 51, "team-7"), Person("Eve", "M", 52, "em")
    for files in (moodle(team, solution) | moodle(eve, solution), github(team, solution) | github(eve, solution)):
        seen = read(files, name=f"class{len(files)}", roster=roster)
        assert sorted(entry.student.name for entry in seen.entries) == ["Ada Lovelace", "Ben Bitdiddle", "Eve M"]
        assert all(len(entry.parts) >= len(solution) for entry in seen.entries)
        assert [student.name for student in seen.missing] == ["Kim"]


def test_a_dash_is_not_a_group(read: Read, solution: Files, roster_of: Roster) -> None:
    roster = roster_of("name,login,group\nAda Lovelace,al001,-\nBen Bitdiddle,bb,-\n")
    seen = read(moodle(ADA, solution) | moodle(BEN, solution), roster=roster)
    assert [entry.student.name for entry in seen.entries] == ["Ada Lovelace", "Ben Bitdiddle"]


def test_without_names_no_part_of_an_entry_reveals_a_name(read: Read, solution: Files, roster_of: Roster) -> None:
    roster = roster_of("name,login\nAda Lovelace,al001\nBen Bitdiddle,bb_002\nEve M,em\n")
    for build in (moodle, blackboard, github):
        files = build(ADA, solution) | build(BEN, solution)
        seen = read(files, name=build.__name__, roster=roster, anonymous=True)
        again = read(files, name=f"{build.__name__}2", anonymous=True)
        told = "\n".join(f"{entry.id} {entry.student}" for entry in seen.entries).casefold()
        assert not [word for word in ("ada", "lovelace", "ben", "bitdiddle", "al001", "bb_002") if word in told]
        assert [entry.id for entry in seen.entries] == [entry.id for entry in again.entries]
        assert len(seen.missing) == 1


@pytest.mark.parametrize(
    ("roster", "name"),
    [
        ("name,email\nAda Lovelace,al001@x.org\n", ""),
        ("name,github\nAda Lovelace,al001\n", "Ada Lovelace"),
        ("name,email,github,group\nAda Lovelace,a@x.org,al001,red\nBen B,b@x.org,ben,al001\n", "Ada Lovelace"),
    ],
    ids=["an address that looks like it", "the login itself", "a group that is called so"],
)
def test_a_login_that_a_student_chose_makes_nobody_else_of_them(
    read: Read, solution: Files, roster_of: Roster, roster: str, name: str
) -> None:
    seen = read(github(ADA, solution) | github(BEN, solution), roster=roster_of(roster))
    assert next(entry.student.name for entry in seen.entries if entry.student.login == "al001") == name


def test_a_login_that_an_institution_gave_may_be_the_first_part_of_an_address(
    read: Read, solution: Files, roster_of: Roster
) -> None:
    seen = read(blackboard(ADA, solution), roster=roster_of("name,email\nAda King,al001@x.org\n"))
    assert [entry.student.name for entry in seen.entries] == ["Ada King"]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("Last modified (submission),Online text,Last modified (grade)", "Tuesday, 1 December 2026, 1:59 PM"),
        ("Zuletzt geändert (Abgabe),Online,Zuletzt geändert (Bewertung)", "Dienstag, 1. Dezember 2026, 13:59"),
        ("Dernière modification (remise),x,Dernière modification (note)", "mardi 1 décembre 2026, 13:59"),
        ("Última modificación (entrega),x,Última modificación (calificación)", "martes, 1 de diciembre de 2026, 13:59"),
        ("Last modified (submission),x,Last modified (grade)", "Tuesday, December 1, 2026, 1:59 PM"),
    ],
)
def test_the_worksheet_of_moodle_tells_when_work_was_handed_in(
    read: Read, solution: Files, roster_of: Roster, head: str, said: str
) -> None:
    """In whatever language, and by the first of the two columns."""
    later = "Friday, 18 December 2026, 10:00 AM"
    rows = f'Participant 1001,Ada Lovelace,"{said}",,"{later}"\nParticipant 1002,Ben B,-,,"{later}"\n'
    roster = roster_of(f"Identifier,Full name,{head}\n{rows}")
    ada, ben = read(moodle(ADA, solution) | moodle(BEN, solution), roster=roster).entries
    assert (ada.hand_in.at, ben.hand_in.at) == (datetime(2026, 12, 1, 13, 59), None)  # noqa: DTZ001 # Moodle tells none


def test_a_column_of_times_helps_where_the_platform_tells_none(read: Read, solution: Files, roster_of: Roster) -> None:
    roster = roster_of(
        "id,name,submitted at\n1001,Ada Lovelace,2026-12-01T13:59:00+02:00\n1002,Ben Bitdiddle,yesterday\n"
    )
    ben, ada = read(canvas(ADA, solution) | canvas(BEN, solution), roster=roster).entries
    assert (ada.hand_in.at, ben.hand_in.at) == (datetime(2026, 12, 1, 11, 59, tzinfo=UTC), None)
    told = {f"{name}": content for name, content in blackboard(ADA, solution, "2026-12-02-08-00-00").items()}
    (by_platform,) = read(told, roster=roster_of("login,submitted\nal001,2026-12-01 10:00\n")).entries
    assert by_platform.hand_in.at == datetime(2026, 12, 2, 8), "the platform's own time wins"  # noqa: DTZ001 # none is told

"""The record of a class -> what is handed out: the files in the folder of results, and entries for gradebooks.

Trusted side.
"""

import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import msgspec
from sqlalchemy import Connection

from grader.gradebook.changes import Change, ChangeKind, changes_between
from grader.gradebook.class_files import People, story_of, teams_of, write_class
from grader.gradebook.depends import look_of_reports
from grader.gradebook.export.entries import GradebookEntry, entry_of
from grader.gradebook.report_files import ReportFiles
from grader.gradebook.standing import Rules, decode_policy
from grader.gradebook.store.known import Report
from grader.gradebook.store.reading import Record, last_finished
from grader.model import Diagram, Grade, SubmissionResult
from grader.output.files import make_private_folder
from grader.output.folder import COPIES, GRADE, PAGE, open_drawings

EARLIER = "earlier"
"""The folder, among the instructor's copies, for reports that are no longer current."""


NOTHING_WRITTEN: Mapping[str, Report] = MappingProxyType({})


def rules_of(record: Record) -> Rules:
    """What changes the grades of a record."""
    return Rules(
        dropped=record.dropped,
        adjustments=record.adjustments,
        late=decode_policy(record.assignment.late_policy),
        hand_ins=record.hand_ins,
        roster=record.roster,
    )


def standing_results(record: Record) -> list[SubmissionResult]:
    """The grade of each submission as it counts, or why there is none, sorted by id."""
    rules = rules_of(record)
    return [rules.standing(each) if isinstance(each, Grade) else each for each in record.results()]


def record_entries(record: Record) -> list[GradebookEntry]:
    """An entry for each submission with a grade to hand out, sorted by id."""
    grades = [each for each in standing_results(record) if isinstance(each, Grade) and not each.withheld]
    members = ((grade, record.roster.get(grade.submission)) for grade in grades)
    return [entry_of(grade, (), who.source_format, who.student) if who else entry_of(grade) for grade, who in members]


def people_of(record: Record) -> People:
    """Who is in a record."""
    names = {key: member.student.name for key, member in record.roster.items() if member.student.name}
    missing = tuple(student.called for student in record.missing)
    return People(names, missing, rules_of(record).late_ones(), teams_of(record.roster))


def publish(
    output: Path,
    record: Record,
    changes: Iterable[Change] = (),
    only: Collection[str] | None = None,
    known: Mapping[str, Report] = NOTHING_WRITTEN,
    note: str = "",
) -> list[Report]:
    """Writes the reports of these submissions, or of all, and the class page and the gradebook.

    Files that are up to date are left alone; returns what was written, for the record.
    """
    drawings = open_drawings(msgspec.msgpack.decode(record.assignment.diagrams or b"\x90", type=tuple[Diagram, ...]))
    look = look_of_reports(record.assignment.diagrams)
    files = ReportFiles(output, rules_of(record), drawings, look, known)
    results = standing_results(record)
    held_back = {name: each.held_back for name, each in record.run.results.items() if each.held_back}
    for name in sorted(record.grades if only is None else record.grades.keys() & set(only)):
        files.write(record.grades[name], record.run.results[name].graded_in or 0, held_back.get(name, ""))
    people = people_of(record)
    story = story_of(record.run.facts, changes, people, note)
    write_class(record.assignment, results, output, held_back, people, story)
    return files.take_written()


def changes_of(connection: Connection, record: Record) -> tuple[Change, ...]:
    """What the last run changed."""
    with connection.begin():
        return changes_between(last_finished(connection, record.run.number), record.run)


def clear_away(output: Path, changes: Iterable[Change]) -> None:
    """Moves the reports of students away who no longer have a grade."""
    for change in changes:
        if change.kind in {ChangeKind.WITHDRAWN, ChangeKind.NO_GRADE_NOW}:
            move_away(output, change.submission)


def move_away(output: Path, submission: str) -> None:
    """Moves what a student may read, and the instructor's copy, to where nobody hands them out by mistake."""
    folder, copy = output / submission, output / COPIES / f"{submission}.html"
    if not any((folder / name).is_file() for name in (GRADE, PAGE)) and not copy.is_file():
        return
    make_private_folder(output / COPIES)
    place = output / COPIES / EARLIER / submission
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for file in (folder / GRADE, folder / PAGE, copy):
        if file.is_file() and not file.is_symlink():
            file.replace(place / (f"instructor-{PAGE}" if file == copy else file.name))
    with suppress(OSError):
        folder.rmdir()  # what somebody put there besides stays

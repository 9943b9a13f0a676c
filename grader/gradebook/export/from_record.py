"""The record of a class -> what gradebooks may say about each submission. Trusted side."""

from grader.gradebook.export.entries import GradebookEntry, entry_of
from grader.gradebook.publish import standing_results
from grader.gradebook.store import Record
from grader.model import Grade


def record_entries(record: Record) -> list[GradebookEntry]:
    """An entry for each submission with a grade to hand out, sorted by id."""
    grades = [each for each in standing_results(record) if isinstance(each, Grade) and not each.withheld]
    members = ((grade, record.roster.get(grade.submission)) for grade in grades)
    return [entry_of(grade, (), who.source_format, who.student) if who else entry_of(grade) for grade, who in members]

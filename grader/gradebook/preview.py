"""What is known about a class without grading it: who is there, and who would get no grade. Trusted side."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.host.temp_folders import locked_folder
from grader.intake import ClassEntry, ReceivedClass, read_class, read_entry
from grader.model.options import ReadingOptions


class ClassPreview(Struct, frozen=True):
    """A class as it arrived, and why submissions would have no grade, by id."""

    received: ReceivedClass
    problems: Mapping[str, str]


def preview(source: Path, assignment: Assignment, options: ReadingOptions) -> ClassPreview:
    """Reads a class and each submission in it. Raises UsageError if the class cannot be read."""
    with locked_folder() as scratch:
        received = read_class(source, assignment, scratch, options)
        problems = {entry.id: problem for entry in received.entries if (problem := _problem(entry, assignment))}
    return ClassPreview(received, problems)


def _problem(entry: ClassEntry, assignment: Assignment) -> str:
    try:
        read_entry(entry, assignment)
    except SubmissionError as error:
        return str(error)
    return ""

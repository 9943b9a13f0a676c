"""Files of platforms into which grades go, and what becomes of two of them when grades are filled in."""

import csv
import io

from grader.gradebook.export.canvas import CanvasGradebook
from grader.gradebook.export.entries import GradebookEntry
from grader.gradebook.export.moodle import MoodleGradebook

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
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"HW1 [Total Pts: 20 Score] |4242"\t"Total [Total Pts: 40 Score] |1"\r\n'
    '"Doe"\t"Jane"\t"jdoe"\t""\t"1"\r\n"K."\t"Łukasz"\t"lukasz"\t""\t"2"\r\n'
)
BRIGHTSPACE = (
    "OrgDefinedId,Username,Last Name,First Name,HW1 Points Grade <Numeric MaxPoints:20 Weight:10>,"
    "End-of-Line Indicator\n"
    "#7,jdoe,Doe,Jane,,#\n#8,lukasz,K.,Łukasz,,#\n"
)


def canvas(
    *entries: GradebookEntry, column: str | None = "HW1 (4242)", template: str = CANVAS
) -> tuple[str, tuple[str, ...]]:
    found = CanvasGradebook().fill(entries, template.encode(), column)
    return found.content.decode(), found.unmatched


def moodle(*entries: GradebookEntry, template: str = MOODLE, column: str | None = None) -> tuple[str, tuple[str, ...]]:
    found = MoodleGradebook().fill(entries, template.encode(), column)
    return found.content.decode(), found.unmatched


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

"""What the rows of a class can be filtered by: a short generated mark for each property of a row. Trusted; pure.

A script compares marks, so they never contain what a student or an author wrote.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.feedback.words import CALL_STATUSES
from grader.model import CallStatus, Outcome
from grader.report.charts import band, bin_of
from grader.report.class_row import ClassRow

# Endings that are worth a look, the strangest first.
ALARMS = (CallStatus.PROTOCOL, CallStatus.CRASHED, CallStatus.OUT_OF_MEMORY, CallStatus.TIMED_OUT)

HALF = 0.5
NO_GRADE, BELOW_HALF, LATE, CHANGED = "none", "low", "late", "changed"


@dataclass(frozen=True)
class FilterChoice:
    """A mark that some rows have, in words, and how many have it."""

    mark: str
    words: str
    count: int


@dataclass(frozen=True)
class Numbers:
    """The numbers of a class's tests and known mistakes, each by task and name."""

    tests: dict[tuple[str, str], int]
    mistakes: dict[tuple[str, str], int]

    @classmethod
    def of(cls, rows: Sequence[ClassRow]) -> "Numbers":
        """Numbers them in the order in which they occur."""
        marks = [(task.id, test) for row in rows for task in row.tasks for test in task.tests]
        tests = dict.fromkeys((task, test.name) for task, test in marks)
        mistakes = dict.fromkeys((task, name) for task, test in marks for name, _ in test.mistakes)
        return cls(
            tests={key: number for number, key in enumerate(tests)},
            mistakes={key: number for number, key in enumerate(mistakes)},
        )

    def test(self, task: str, name: str) -> str:
        """The mark of the students who do not pass this test."""
        return f"t{self.tests[task, name]}"

    def mistake(self, task: str, name: str) -> str:
        """The mark of the students who made this mistake."""
        return f"m{self.mistakes[task, name]}"

    def marks(self, row: ClassRow) -> tuple[str, ...]:
        """All marks of a row. For a row without a grade, nothing that tests found is revealed."""
        late = (LATE,) if row.late else ()
        return (NO_GRADE, *late) if not row.has_grade else (*late, *dict.fromkeys(self._found(row)))

    def _found(self, row: ClassRow) -> Iterator[str]:
        if row.changes:
            yield CHANGED
        if row.max_score > 0:
            share = (row.score or 0.0) / row.max_score
            yield from (BELOW_HALF,) if share < HALF else ()
            yield band(bin_of(share))
        for task in row.tasks:
            for test in task.tests:
                yield from (test.call_status.value,) if test.call_status in ALARMS else ()
                yield from (self.test(task.id, test.name),) if test.outcome is not Outcome.PASSED else ()
                yield from (self.mistake(task.id, name) for name, _ in test.mistakes)


def choices(marks: Iterable[Sequence[str]]) -> tuple[FilterChoice, ...]:
    """The choices that filter any of these rows with one tick."""
    words = {
        NO_GRADE: "no grade",
        BELOW_HALF: "below 50 %",
        LATE: "late",
        CHANGED: "changed",
        **{status.value: CALL_STATUSES[status].short for status in ALARMS},
    }
    held = [set(line) for line in marks]
    counted = (FilterChoice(mark, said, sum(mark in line for line in held)) for mark, said in words.items())
    return tuple(choice for choice in counted if choice.count)

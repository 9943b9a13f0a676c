"""The messages of each test that some students did not pass: how many have each message, and who they are.

Trusted side; pure. Messages are those that students may read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.feedback.reasons import shared_reasons
from grader.feedback.words import capitalised
from grader.model import Outcome
from grader.report.class_row import ClassRow, TestMark
from grader.report.links import LinkedStudent, link_of
from grader.sanitize import Span, clean_line, spans

NAMED = 6
"""How many students are named for a message. All others are found in the table of scores, by its mark."""
SILENT = "nothing that its student is told"

TestKey = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class FoundMessage:
    """One message of a test.

    Attributes:
        mark: The mark of the students who have it, if not all are named; otherwise empty.
        sentence: The message, with `…` where it differs between students.
        known: The known mistakes that explain it.
        students: The first few students who have it.
        whose: The ids of all of them.
    """

    mark: str
    sentence: tuple[Span, ...]
    known: tuple[str, ...]
    students: tuple[LinkedStudent, ...]
    whose: frozenset[str]


Findings = Mapping[TestKey, tuple[FoundMessage, ...]]


def find_messages(rows: Sequence[ClassRow]) -> Findings:
    """The messages of each test that somebody did not pass, by task and test name, the most frequent first."""
    failed: dict[TestKey, list[tuple[ClassRow, TestMark]]] = {}
    for row in rows:
        for task in row.tasks:
            for test in task.tests:
                if test.outcome is not Outcome.PASSED:
                    failed.setdefault((task.id, test.name), []).append((row, test))
    return {key: tuple(_messages(f"e{number}", found)) for number, (key, found) in enumerate(failed.items())}


def marks_by_submission(findings: Findings) -> dict[str, tuple[str, ...]]:
    """The marks of the messages that each submission has, of those messages that have one."""
    found: dict[str, list[str]] = {}
    for message in (message for messages in findings.values() for message in messages if message.mark):
        for submission in message.whose:
            found.setdefault(submission, []).append(message.mark)
    return {submission: tuple(marks) for submission, marks in found.items()}


def _messages(mark: str, failed: Sequence[tuple[ClassRow, TestMark]]) -> Iterator[FoundMessage]:
    by_mistakes: dict[tuple[tuple[str, str], ...], list[tuple[ClassRow, TestMark]]] = {}
    for row, test in failed:
        by_mistakes.setdefault(test.mistakes, []).append((row, test))
    groups = [
        (tuple(capitalised(clean_line(title)) for _, title in mistakes), sentence, rows)
        for mistakes, found in by_mistakes.items()
        for sentence, rows in _shared(found, told=not mistakes)
    ]
    groups.sort(key=lambda group: -len(group[2]))
    for number, (known, sentence, rows) in enumerate(groups):
        yield FoundMessage(
            mark=f"{mark}_{number}" if len(rows) > NAMED else "",
            sentence=spans(sentence),
            known=known,
            students=tuple(LinkedStudent(link_of(row)) for row in rows[:NAMED]),
            whose=frozenset(row.submission for row in rows),
        )


def _shared(found: Sequence[tuple[ClassRow, TestMark]], *, told: bool) -> Iterator[tuple[str, list[ClassRow]]]:
    """Each message and the students who have it; if a known mistake explains it, only that."""
    if not told:
        yield "", [row for row, _ in found]
        return
    cleaned = {said: clean_line(said) for said in {test.message for _, test in found}}
    for shared in shared_reasons([cleaned[test.message] or SILENT for _, test in found]):
        yield shared.sentence, [found[position][0] for position in shared.members]

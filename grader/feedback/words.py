"""How enums, numbers and changes of a score are put into words for a student. Trusted side; knows no markup."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.model import CallStatus, Grade, Isolation, ScoreChange
from grader.sanitize import clean_line

# The name of a test that is run for several cases, if the case is made of words: `test_area[square]`.
_CASE = re.compile(r"\[([A-Za-z][A-Za-z ]{0,30})\]")
_COMMENT = 2000


@dataclass(frozen=True)
class CallStatusWords:
    """What became of a call: in a few words, and for a fatal end in a sentence on what usually causes it."""

    short: str
    meaning: str = ""


CALL_STATUSES: Mapping[CallStatus, CallStatusWords] = {
    CallStatus.RETURNED: CallStatusWords("returned"),
    CallStatus.RAISED: CallStatusWords("raised an error"),
    CallStatus.TIMED_OUT: CallStatusWords(
        "ran out of time",
        "The call had not come back when its time was up, and was stopped. A loop whose condition never becomes false "
        "is the usual reason.",
    ),
    CallStatus.CRASHED: CallStatusWords(
        "crashed",
        "Python itself went down during the call, without an error message. Recursion without an end, or leaving with "
        "exit(), are the usual reasons.",
    ),
    CallStatus.OUT_OF_MEMORY: CallStatusWords(
        "ran out of memory",
        "The call asked for more memory than it may have. An array that is far too large, or a list that grows in an "
        "endless loop, is the usual reason.",
    ),
    CallStatus.MISSING: CallStatusWords("not found"),
    CallStatus.PROTOCOL: CallStatusWords(
        "gave no readable answer",
        "What came back was not an answer to the call. Code that writes to file descriptors can do that.",
    ),
}

ISOLATIONS: Mapping[Isolation, str] = {
    Isolation.NAMESPACED: "Your code ran sealed off, in a process with its own view of the machine: "
    "no network, and no files but a copy of your own.",
    Isolation.JAILED: "Your code ran in a process of its own that the kernel kept away from the network "
    "and from everybody else's files.",
    Isolation.PROCESS: "Your code ran in its own process with limits on time and memory, without the kernel's jail.",
}


KNOWN = "Looks like a known mistake: "
"""What the title of a misconception follows."""


def format_points(value: float) -> str:
    """A number of points with at most two decimals, without trailing zeros: `12.5`, `3`."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def count_of(count: int, noun: str) -> str:
    """A count with its noun, regular plurals only: `1 test`, `3 tests`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def capitalised(text: str) -> str:
    """The text with a capital at the start; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def title_of(title: str, name: str) -> str:
    """A test's title for people, with the case if it is one of several."""
    case = _CASE.search(name)
    called = clean_line(title or name)
    return f"{called} ({case[1]})" if title and case else called


def counted_titles(titles: Iterable[str]) -> tuple[str, ...]:
    """Titles in their order, each once, with the number of tests that have it if it is more than one."""
    counts = Counter(titles)
    return tuple(title if count == 1 else f"{title} ({count} tests)" for title, count in counts.items())


def changes_in_a_line(grade: Grade) -> str:
    """The machine's score, each change and why; empty if nothing was changed."""
    changes = [change for change in grade.score_changes if change.points]
    if not changes:
        return ""
    score = format_points(grade.score)
    if len(changes) == 1 and not changes[0].late:
        return f"{score} {signed(changes[0].points)}: {_why(changes[0])}"
    return " ".join([score, *(f"{signed(change.points)} ({_why(change)})" for change in changes)])


def comments(grade: Grade) -> tuple[str, ...]:
    """What else the student is told, each cleaned."""
    said = (change.comment or ("" if change.points else change.reason) for change in grade.score_changes)
    return tuple(clean_line(comment, _COMMENT) for comment in said if comment)


def signed(points: float) -> str:
    """Points with their sign: `+ 3`, `− 10`."""
    return f"{'−' if points < 0 else '+'} {format_points(abs(points))}"


def _why(change: ScoreChange) -> str:
    task = f"task {clean_line(change.task, 40)}, " if change.task else ""
    return f"{task}{clean_line(change.reason)}"

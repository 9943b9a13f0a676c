"""Lines for the log of a job: why points are missing, with the reason first. Trusted side; pure."""

from collections.abc import Iterator

from grader.ci.format import Job, LoggedText, Output, ResultFormat, System
from grader.ci.locations import RepoLocation
from grader.ci.results import WITHHELD, CauseReport, Results
from grader.feedback.words import count_of
from grader.sanitize import escape_log

MAX_LINES = 12
MAX_TESTS = 3
FIRST = "grader"
"""The beginning of a line that is about no file."""


class Log(ResultFormat):
    """Lines in the format of compilers, which editors and logs link to the file."""

    name = "log"
    about = (
        "lines on standard output for people: `FILE:LINE: REASON (TASK, POINTS)` for each reason why points are "
        "missing, the costliest first, with what to do about it and the tests below"
    )
    systems = frozenset({System.GITLAB, System.OTHER})

    def begin(self, said: str, job: Job) -> Iterator[Output]:  # noqa: ARG002 # the same everywhere
        """One line."""
        yield LoggedText(first_line(said))

    def render(self, results: Results, job: Job) -> Iterator[Output]:  # noqa: ARG002 # the same everywhere
        """The lines."""
        yield LoggedText(log_lines(results))


def first_line(said: str) -> str:
    """What is graded, for a log that is read while it is written; no command for a runner."""
    return f"{FIRST}: {escape_log(said)}\n"


def log_lines(results: Results) -> str:
    """A block for each reason, a line for each note; no line is a command for a runner."""
    lines = [f"{FIRST}: {WITHHELD}"] if results.withheld else []
    lines += [line for cause in results.causes for line in _cause(cause)]
    lines += [f"{FIRST}: {note}" for note in results.notes]
    return "".join(f"{escape_log(line)}\n" for line in lines)


def _cause(cause: CauseReport) -> Iterator[str]:
    head, *rest = cause.said or ("Not right yet.",)
    points = "1 point" if cause.cost == "1" else f"{cause.cost} points"
    yield f"{_place(cause.location)}: {head} ({cause.task}, {points})"
    yield from (f"    {line}" for line in rest[:MAX_LINES])
    left_out = len(cause.tests) - MAX_TESTS
    more = f" and {count_of(left_out, 'other test')}" if left_out > 0 else ""
    yield f"    Did not pass: {'; '.join(cause.tests[:MAX_TESTS])}{more}."


def _place(location: RepoLocation | None) -> str:
    if location is None:
        return FIRST
    return f"{location.path}:{location.line}" if location.line else location.path

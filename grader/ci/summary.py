"""The results as Markdown: for the summary of a job on GitHub, or the text of a release. Trusted side; pure."""

from collections.abc import Iterator
from pathlib import Path

from grader.ci.format import AppendedText, Job, Output, OutputFile, ResultFormat, System
from grader.ci.results import Results
from grader.errors import GraderError
from grader.feedback.causes import Cause
from grader.feedback.overview import WORDS, TaskFeedback, TaskStatus
from grader.feedback.words import KNOWN, count_of
from grader.model import Outcome
from grader.sanitize import clean_line, escape_markdown, escape_markdown_cell, escape_markdown_spans

MAX_BYTES = 900_000
"""GitHub accepts 1 MiB per step, including other text of the step, and drops a longer text completely."""
MAX_LINES = 12

_MARKS = {
    TaskStatus.COMPLETE: "✅",
    TaskStatus.PARTLY: "🟡",
    TaskStatus.OPEN: "❌",
    TaskStatus.UNJUDGED: "⚠️",
    TaskStatus.AWAITED: "⏳",
}


class Summary(ResultFormat):
    """The summary of a job."""

    name = "summary"
    about = (
        "Markdown: the score, each task, why points are missing. It is added to the file that `GITHUB_STEP_SUMMARY` "
        "names, elsewhere it is `DIR/summary.md`"
    )
    systems = frozenset({System.GITHUB})
    files = ("summary.md",)

    def render(self, results: Results, job: Job) -> Iterator[Output]:
        """The summary of a grade."""
        yield self._placed(summary(results), job)

    def refuse(self, fault: GraderError, job: Job) -> Iterator[Output]:
        """The summary if there is no grade."""
        yield self._placed(refusal(str(fault)), job)

    def _placed(self, text: str, job: Job) -> Output:
        step = job.environment.get("GITHUB_STEP_SUMMARY")
        return AppendedText(Path(step), text) if step else OutputFile(self.files[0], text.encode())


def summary(results: Results) -> str:
    """The score, each task, why points are missing, notes; as many complete blocks as fit."""
    room = MAX_BYTES
    kept: list[str] = []
    for block in _blocks(results):
        room -= len(block.encode()) + 2
        if room < 0:
            kept.append("More does not fit in here; the report has all of it.")
            break
        kept.append(block)
    return "\n\n".join(kept) + "\n"


def refusal(sentence: str) -> str:
    """The same for work that got no grade."""
    return f"## No grade\n\n{escape_markdown(sentence)}\n"


def _blocks(results: Results) -> Iterator[str]:
    page = results.page
    yield f"## {escape_markdown(page.title)}"
    yield f"**{results.points}**"
    yield " ".join(map(escape_markdown, results.headline))
    yield "\n".join(("| | Task | Points | Tests |", "|---|---|---:|---:|", *map(_row, page.tasks)))
    for task in page.tasks:
        yield from _task(task)
    if results.notes:
        yield "### About what was handed in"
        yield "\n".join(f"- {escape_markdown_spans(note)}" for note in page.notes)
    level = f"{escape_markdown(page.isolation)} Level: {escape_markdown(results.isolation)}."
    yield f"{level} Digest of the files: {escape_markdown(results.digest)}"


def _row(task: TaskFeedback) -> str:
    awaited = task.standing is TaskStatus.AWAITED
    points = f"{'-' if awaited else task.points.score} of {task.points.max_score}"
    tests = WORDS[task.standing] if awaited else f"{task.counts.passed} of {task.counts.total}"
    title = f"{task.id} {task.title}{' (bonus)' if task.bonus else ''}"
    return f"| {_MARKS[task.standing]} | {escape_markdown_cell(title)} | {points} | {tests} |"


def _task(task: TaskFeedback) -> Iterator[str]:
    if not task.causes:
        return
    yield f"### {escape_markdown(f'{task.id} {task.title}')}"
    for cause in task.causes:
        yield "\n".join(_cause(cause))


def _cause(cause: Cause) -> Iterator[str]:
    head, *more = list(_said(cause)) or ["Not right yet."]
    price = f" ({cause.cost} {'point' if cause.cost == '1' else 'points'})" if cause.outcome is Outcome.FAILED else ""
    yield f"- **{head}**{price}"
    yield from (f"  - {line}" for line in more[:MAX_LINES])
    if cause.location:
        yield f"  - See {escape_markdown(clean_line(cause.location.file))}, line {cause.location.line}"
    tests = "; ".join(map(escape_markdown, cause.titles))
    yield f"  - {_OUTCOMES[cause.outcome]} ({count_of(len(cause.tests), 'test')}): {tests}"


_OUTCOMES = {
    Outcome.PASSED: "Passed",
    Outcome.FAILED: "Did not pass",
    Outcome.NOT_RUN: "Not run",
    Outcome.ERROR: "Could not judge",
}


def _said(cause: Cause) -> Iterator[str]:
    if cause.known:
        yield f"{KNOWN}{escape_markdown_spans(cause.known.title)}"
        yield from map(escape_markdown_spans, cause.known.explanation)
        yield from map(escape_markdown_spans, cause.known.hint)
    yield from map(escape_markdown_spans, cause.message)
    if cause.call_status and cause.call_status.meaning:
        yield escape_markdown(cause.call_status.meaning)

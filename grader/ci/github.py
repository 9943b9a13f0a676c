"""What the runner of GitHub Actions reads: annotations, as commands in what a step prints, and the step's outputs.

Trusted side; pure.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.ci.format import AppendedText, Job, LoggedText, Output, OutputFile, ResultFormat, System
from grader.ci.locations import RepoLocation
from grader.ci.log import first_line
from grader.ci.results import WITHHELD, CauseReport, Results
from grader.errors import GraderError
from grader.feedback.words import format_points
from grader.output.folder import PAGE
from grader.sanitize import clean_line, escape_log

MAX_ANNOTATIONS = 10
"""How many of a kind are shown for one step; the first ones are."""
MAX_LINES = 12
TITLE = 200


class Annotations(ResultFormat):
    """Lines that GitHub shows at the student's code."""

    name = "annotations"
    about = (
        "lines on standard output that GitHub shows at the student's code: an error for each reason why points are "
        "missing, the costliest first, warnings for what intake has to say, the score as a notice; at most ten of a "
        "kind, since it shows no more"
    )
    systems = frozenset({System.GITHUB, System.CLASSROOM50})

    def begin(self, said: str, job: Job) -> Iterator[Output]:  # noqa: ARG002 # the same everywhere
        """A line of the log alone: GitHub shows annotations when the job has ended."""
        yield LoggedText(first_line(said))

    def render(self, results: Results, job: Job) -> Iterator[Output]:  # noqa: ARG002 # the same everywhere
        """The lines."""
        yield LoggedText(annotations(results))

    def refuse(self, fault: GraderError, job: Job) -> Iterator[Output]:  # noqa: ARG002 # the same everywhere
        """One line that says why there is no grade."""
        yield LoggedText(refusal(str(fault)))


def annotations(results: Results) -> str:
    """Lines for standard output: an error for each reason why points are missing, notes as warnings, the score."""
    errors = [_cause_report(cause) for cause in results.causes]
    if results.withheld:
        errors.insert(0, workflow_command("error", WITHHELD, title="No grade"))
    warnings = [workflow_command("warning", note, title="About what was handed in") for note in results.notes]
    score = [] if results.withheld else [workflow_command("notice", " ".join(results.headline), title=results.points)]
    return "".join((*errors[:MAX_ANNOTATIONS], *warnings[:MAX_ANNOTATIONS], *score))


def refusal(sentence: str) -> str:
    """The annotation for work that got no grade, and why."""
    return workflow_command("error", sentence, title="No grade")


def workflow_command(kind: str, message: str, *, title: str, location: RepoLocation | None = None) -> str:
    """One annotation as a line for standard output."""
    located = [("file", location.path)] if location else []
    if location and location.line:
        located.append(("line", str(location.line)))
    properties = ",".join(
        f"{name}={_property(value)}" for name, value in (*located, ("title", escape_log(title)[:TITLE]))
    )
    return f"::{kind} {properties}::{_data(escape_log(message))}\n"


def _cause_report(cause: CauseReport) -> str:
    points = "1 point" if cause.cost == "1" else f"{cause.cost} points"
    return workflow_command(
        "error", _text((*cause.said[:MAX_LINES], _tests(cause))), title=f"{cause.task}: {points}",
        location=cause.location,
    )  # fmt: skip


def _tests(cause: CauseReport) -> str:
    return f"Did not pass: {'; '.join(cause.tests)}."


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


class StepOutputs(ResultFormat):
    """The outputs of a step, for later steps of the job: the score, the highest score, and where the report is."""

    name = "outputs"
    about = (
        "the outputs `score`, `max-score` and `report` of the step, as lines in the file that `GITHUB_OUTPUT` names, "
        "elsewhere in `DIR/outputs.txt`"
    )
    systems = frozenset({System.GITHUB})
    files = ("outputs.txt",)

    def render(self, results: Results, job: Job) -> Iterator[Output]:
        """One line for each, nothing if the grade is withheld."""
        if results.withheld:
            return
        step = job.environment.get("GITHUB_OUTPUT")
        text = "".join(f"{name}={value}\n" for name, value in _outputs(results, job))
        yield AppendedText(Path(step), text) if step else OutputFile(self.files[0], text.encode())


def _outputs(results: Results, job: Job) -> Iterator[tuple[str, str]]:
    yield "score", format_points(results.score)
    yield "max-score", format_points(results.max_score)
    yield "report", clean_line(str(job.output / PAGE))

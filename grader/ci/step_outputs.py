"""The outputs of a step on GitHub, for later steps of the job. Trusted side; pure."""

from collections.abc import Iterator
from pathlib import Path

from grader.ci.format import AppendedText, Job, Output, OutputFile, ResultFormat, System
from grader.ci.results import Results
from grader.feedback.words import format_points
from grader.output.folder import PAGE
from grader.sanitize import clean_line


class StepOutputs(ResultFormat):
    """The score, the highest score, and where the report is."""

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

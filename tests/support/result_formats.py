"""The results in every available format, and what the runner of Classroom 50 passes to its autograder."""

from datetime import UTC, datetime
from pathlib import Path

from grader.ci.format import AppendedText, CheckoutFile, Job, LoggedText, OutputFile
from grader.ci.formats import FORMATS
from grader.ci.results import Results

NOW = datetime(2026, 9, 1, 12, 0, 0, tzinfo=UTC)
RUNNER = {
    "CLASSROOM": "cs-101",
    "ASSIGNMENT": "backprop",
    "ASSIGNMENT_TYPE": "group",
    "OWNER": "alice",
    "SUBMISSION_TAG": "submit/2026-09-01T12-00-00Z-a1b2c3d",
    "COMMIT_URL": "https://github.example/c",
    "RELEASE_URL": "https://github.example/r",
    "REVIEW_URL": "https://github.example/v",
}
JOB = Job(RUNNER, Path("out"), 0.0, NOW)


def all_formats(results: Results) -> dict[str, str]:
    """Each format, by what it is called where it goes; text in the log and the summary by the name of the format."""
    made: dict[str, str] = {}
    for result_format in FORMATS.built_in:
        for output in result_format.render(results, JOB):
            match output:
                case OutputFile("summary.md", content):
                    made["summary"] = content.decode()
                case OutputFile(name, content) | CheckoutFile(name, content):
                    made[name] = content.decode()
                case LoggedText(text) | AppendedText(_, text):
                    made[result_format.name] = text
    return made


def in_every_format(results: Results) -> str:
    """All of them in one text."""
    return "\n".join(all_formats(results).values())

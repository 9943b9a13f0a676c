"""What GitLab reads besides JUnit: a code quality report, and a link to the report. Trusted side; pure."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec
from msgspec import Struct

from grader.ci.format import Job, Output, OutputFile, ResultFormat, System
from grader.ci.results import CauseReport, Results
from grader.output.folder import PAGE


class Lines(Struct, frozen=True):
    """From which line on."""

    begin: int


class Location(Struct, frozen=True):
    """A path from the root of the repository, and where in it."""

    path: str
    lines: Lines


class Issue(Struct, frozen=True):
    """One entry of the report. The fingerprint identifies it, and stays the same wherever its line moves."""

    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: Location


class Target(Struct, frozen=True):
    """Where a link leads."""

    label: str
    url: str


class ExternalLink(Struct, frozen=True):
    """One entry of the links of a job."""

    external_link: Target


class GitLab(ResultFormat):
    """What GitLab shows beside JUnit."""

    name = "gitlab"
    about = "`DIR/gl-code-quality-report.json` and, in a job, `DIR/gl-annotations.json` with a link to the report"
    systems = frozenset({System.GITLAB})
    files = ("gl-code-quality-report.json", "gl-annotations.json")

    def render(self, results: Results, job: Job) -> Iterator[Output]:
        """The code quality report, and a link to the page if that will be an artifact."""
        yield OutputFile(self.files[0], code_quality(results))
        project, url = job.environment.get("CI_PROJECT_DIR"), job.environment.get("CI_JOB_URL")
        page = (job.output / PAGE).resolve()
        if project and url and page.is_relative_to(Path(project).resolve()):
            yield OutputFile(self.files[1], links(page.relative_to(Path(project).resolve()).as_posix(), url))


def code_quality(results: Results) -> bytes:
    """An entry for each reason why points are missing, if it is known in which file."""
    return _json(list(_issues(results)))


def links(report: str, job_url: str) -> bytes:
    """A link on the page of the job to the report, an artifact at this path."""
    target = Target("Report of the grading", f"{job_url}/artifacts/file/{quote(report)}")
    return _json({"Grader": [ExternalLink(target)]})


def _issues(results: Results) -> Iterator[Issue]:
    for cause in results.causes:
        if cause.location is not None:
            yield Issue(
                description=f"{cause.task}: {' '.join(cause.said[:2]) or 'Not right yet.'}",
                check_name=cause.task,
                fingerprint=_fingerprint(cause),
                severity="major",
                location=Location(cause.location.path, Lines(max(1, cause.location.line))),
            )


def _fingerprint(cause: CauseReport) -> str:
    return hashlib.sha256(cause.key.encode()).hexdigest()


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"

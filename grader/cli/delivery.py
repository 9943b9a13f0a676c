"""Where each form of the results of `grader ci` goes: files of the output folder, the checkout, the log. Trusted side.

Whatever lies in a checkout is the student's: no link in it is followed, and nothing that lies where results go is
left to be taken for this run's, be it of an earlier run or forged.
"""

import os
import secrets
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.ci import classroom50, github, gitlab, gradescope, summary
from grader.ci.junit import junit
from grader.ci.results import Results
from grader.ci.systems import ResultFormat
from grader.cli.terminal import say
from grader.errors import GraderError, SubmissionError, UnreadableError, UsageError
from grader.output import files

IN_OUTPUT = (
    *("grade.json", "report.html", "junit.xml", "summary.md", "results.json"),
    *("gl-code-quality-report.json", "gl-annotations.json"),
)
IN_CHECKOUT = ("result.json", "release-body.md")
OUTPUT = "grader-results"
"""The folder for files unless another is asked for: by this name it is ours, with all that is in it."""


@dataclass(frozen=True)
class Delivery:
    """What to write where.

    Attributes:
        formats: The forms that are asked for, besides grade.json and report.html.
        output: The folder for files; it need not be there yet.
        environment: The variables of the system.
        checkout: The folder that Classroom 50 looks for its files in.
        submission: Where the work lies.
    """

    formats: Collection[ResultFormat]
    output: Path
    environment: Mapping[str, str]
    checkout: Path
    submission: Path

    def check(self, min_score: float) -> None:
        """Finds out before anything is graded what could not be delivered after. Raises UsageError."""
        if ResultFormat.CLASSROOM50 in self.formats:
            classroom50.WorkflowRun.of(self.environment)
            if min_score > 0:
                raise UsageError(
                    "--min-score ends with 1, which Classroom 50 takes for an autograder that failed: leave it out."
                )

    def clear(self) -> None:
        """Removes whatever lies where results go: it is not of this run, and must not outlive it without a grade.

        Raises:
            UsageError: The folder for results is the submission itself, or something can be neither removed nor moved.
        """
        output, submission = (Path(os.path.normpath(path.absolute())) for path in (self.output, self.submission))
        if output.resolve() == submission.resolve():
            raise UsageError(f"{self.output} is the submission itself: --output takes another folder, for the results.")
        inside = output.is_relative_to(submission)
        if inside:
            for folder in (*reversed(output.relative_to(submission).parents), output.relative_to(submission)):
                if (submission / folder).is_symlink():
                    _remove(submission / folder)
        if inside and output.name == OUTPUT:
            self._clear_folder(output)
        elif output.is_dir():
            for path in (*(output / name for name in IN_OUTPUT), *output.glob("gl-*")):
                _remove(path)
        if ResultFormat.CLASSROOM50 in self.formats:
            for name in IN_CHECKOUT:
                _remove(self.checkout / name)

    def _clear_folder(self, output: Path) -> None:
        """Removes the folder for results; what cannot be removed is moved to where nothing looks for results."""
        try:
            files.discard(output)
        except OSError as error:
            aside = output.with_name(f".{OUTPUT}-{secrets.token_hex(8)}")
            try:
                output.rename(aside)
            except OSError:
                raise UsageError(_unremovable(output, error)) from error
            say(f"grader: {output} was there already and cannot be removed ({error.strerror}); it is now {aside.name}.")

    def deliver(self, results: Results) -> None:
        """Writes and says the results of a grading; where a grade is withheld, no file says a score."""
        if ResultFormat.JUNIT in self.formats:
            self._file("junit.xml", junit(results))
        if ResultFormat.GITLAB in self.formats:
            self._file("gl-code-quality-report.json", gitlab.code_quality(results))
            self._link()
        if ResultFormat.GRADESCOPE in self.formats and not results.withheld:
            self._file("results.json", gradescope.document(results))
        if ResultFormat.CLASSROOM50 in self.formats and not results.withheld:
            document = classroom50.document(results, classroom50.WorkflowRun.of(self.environment), datetime.now(UTC))
            files.write_file(self.checkout / "result.json", document)
            files.write_file(self.checkout / "release-body.md", classroom50.release_body(results).encode())
        self._summarise(summary.summary(results))
        self._annotate(github.annotations(results))

    def refuse(self, fault: GraderError) -> None:
        """Says why there is no grade, where a student looks."""
        unreadable = isinstance(fault, UnreadableError)
        if ResultFormat.GRADESCOPE in self.formats and isinstance(fault, SubmissionError) and not unreadable:
            self._file("results.json", gradescope.refusal(str(fault)))
        self._summarise(summary.refusal(str(fault)))
        self._annotate(github.refusal(str(fault)))

    def _file(self, name: str, content: bytes) -> None:
        files.make_folder(self.output)
        files.write_file(self.output / name, content)

    def _link(self) -> None:
        """A link to the report, where it will be an artifact."""
        project, job = self.environment.get("CI_PROJECT_DIR"), self.environment.get("CI_JOB_URL")
        report = (self.output / "report.html").resolve()
        if project and job and report.is_relative_to(Path(project).resolve()):
            self._file("gl-annotations.json", gitlab.links(report.relative_to(Path(project).resolve()).as_posix(), job))

    def _summarise(self, text: str) -> None:
        if ResultFormat.SUMMARY not in self.formats:
            return
        step = self.environment.get("GITHUB_STEP_SUMMARY")
        if not step:
            self._file("summary.md", text.encode())
            return
        with Path(step).open("a", encoding="utf-8") as file:
            file.write(text)

    def _annotate(self, lines: str) -> None:
        if ResultFormat.ANNOTATIONS in self.formats:
            sys.stdout.write(lines)
            sys.stdout.flush()


def _remove(path: Path) -> None:
    try:
        files.discard(path)
    except OSError as error:
        raise UsageError(_unremovable(path, error)) from error


def _unremovable(path: Path, error: OSError) -> str:
    return (
        f"{path} was there already and cannot be removed ({error.strerror}), so nothing was graded: it could be taken "
        "for the result. Take it away, or give another place for the results."
    )

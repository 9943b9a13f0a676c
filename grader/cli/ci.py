"""The command `grader ci`: grades once, and reports in the formats that the CI system reads. Trusted side."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from cyclopts import Parameter

from grader import api
from grader.cli import grade_terminal, terminal
from grader.cli.exit_codes import exit_code_of
from grader.model import Isolation

if TYPE_CHECKING:
    FormatName: TypeAlias = str
else:
    FormatName = Literal[*api.push_formats()]


def ci(
    submission: Path = Path(),
    *,
    output: Path = Path("grader-results"),  # `grade_push` knows the folder as its own by this name
    submission_id: str | None = None,
    formats: Annotated[tuple[FormatName, ...], Parameter(name="--format", show_default=False)] = (),
    assignment: Path | None = None,
    seed: str | None = None,
    isolation: Isolation = Isolation.JAILED,
    min_score: float = 0.0,
    no_run: bool = False,
) -> int:
    """Grade the pushed work and report the results in the formats that the CI system or course platform reads.

    On GitHub these are annotations, the job summary and junit.xml; on GitLab lines of the log, junit.xml, code
    quality and a link to the report; on Classroom 50 annotations, result.json and release-body.md; elsewhere lines of
    the log and junit.xml. Files go into OUTPUT, always including grade.json and report.html. Students may read all.

    Args:
        submission: The folder with the work, such as a checkout; by default the current folder.
        output: The folder for the files; it is created if it does not exist.
        submission_id: The name to grade the work under; by default the system's name for the repository or its student,
            or else the folder's name.
        formats: Write this format instead of those that the system reads; may be given several times.
        assignment: The folder of the assignment, outside the submission; by default the only one the grader has.
        seed: Draw the hidden inputs from this seed instead of the assignment's: for practice, since the grade then
            commits to no seed.
        isolation: The weakest isolation to accept.
        min_score: Exit with 1 if the score is lower.
        no_run: Do not run a notebook a second time to show its output in the report.
    """
    with ExitStack() as beginning:
        beginning.enter_context(terminal.busy("Reading"))
        log = _Log(beginning)
        grade = api.grade_push(
            submission,
            output=output,
            submission_id=submission_id,
            assignment=assignment,
            seed=seed,
            isolation=isolation,
            run_notebook=not no_run,
            delivery=api.DeliveryOptions(formats=formats, min_score=min_score, log=log.write, warn=log.warn),
        )
    grade_terminal.show_grade(grade, output, reasons=not log.written)
    return exit_code_of(grade, min_score)


class _Log:
    """What the system reads: it goes out at once and unchanged, between two shows of what is `going_on`."""

    def __init__(self, going_on: ExitStack) -> None:
        self.written = False
        self._going_on = going_on

    def write(self, text: str) -> None:
        """Writes the text to standard output. After the first one, which says what is graded, that takes its time."""
        self._going_on.close()
        sys.stdout.write(text)
        sys.stdout.flush()
        if not self.written:
            self._going_on.enter_context(terminal.busy("Grading"))
        self.written = True

    def warn(self, sentence: str) -> None:
        """Says a sentence on standard error."""
        self._going_on.close()
        terminal.say(sentence)

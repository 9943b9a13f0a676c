"""Grading pushed work in CI. Trusted side."""

import os
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from grader.api.arguments import PathLike, as_path
from grader.model import Grade, Isolation

if TYPE_CHECKING:
    from grader.ci.delivery import Delivery


class DeliveryOptions(Struct, frozen=True, kw_only=True):
    """How the results of pushed work are delivered.

    Attributes:
        formats: The names of the formats to write; by default those that the system reads.
        min_score: The score below which the caller will fail the run, for formats that would misread that.
        environment: The variables of the system; by default those of this process.
        log: Writes what the system reads on standard output, beginning with what is graded; by default it is written
            there.
        warn: Writes a sentence for whoever is in charge of the run; by default it goes to standard error.
    """

    formats: Collection[str] = ()
    min_score: float = 0.0
    environment: Mapping[str, str] | None = None
    log: Callable[[str], object] | None = None
    warn: Callable[[str], object] | None = None


DELIVERY = DeliveryOptions()


def grade_push(
    path: PathLike = ".",
    *,
    output: PathLike,
    submission_id: str | None = None,
    assignment: PathLike | None = None,
    seed: str | None = None,
    isolation: Isolation = Isolation.JAILED,
    run_notebook: bool = True,
    delivery: DeliveryOptions = DELIVERY,
) -> Grade:
    """Grades pushed work in CI, and leaves the results in the formats that the system reads, all safe for students.

    Whatever lies where results go is removed first, so that nothing that was committed is mistaken for a result.

    >>> from pathlib import Path
    >>> from grader import DeliveryOptions, grade_push
    >>> junit = DeliveryOptions(formats=["junit"])
    >>> grade = grade_push("submissions/kim", output="pushed", assignment="assignments/tiny", delivery=junit)
    >>> sorted(path.name for path in Path("pushed").iterdir())
    ['grade.json', 'junit.xml', 'report.html']

    Args:
        path: The folder with the work, such as a checkout.
        output: The folder for files; it is created if it does not exist.
        submission_id: The name to grade the work under; by default the system's name for the repository or its student,
            or else the folder's name.
        assignment: The folder of the assignment, outside the work; by default the only one the grader has.
        seed: Draw the hidden inputs from this seed instead of the assignment's: for practice.
        isolation: The weakest isolation to accept.
        run_notebook: Run a notebook a second time, so that the report can show its output.
        delivery: How the results are delivered: in which formats, and where the system finds them.

    Raises:
        UsageError: The work cannot be read, or its results cannot be written.
        HeldBackError: The assignment holds its results back.
        AssignmentError: The assignment or its solution is broken.
        IsolationError: The required isolation is not available here.
    """
    from grader.ci.run import grade_and_deliver

    return grade_and_deliver(
        _delivery(Path(path), Path(output), delivery),
        submission_id=submission_id,
        assignment=as_path(assignment),
        seed=seed,
        isolation=isolation,
        run=run_notebook,
    )


def push_formats() -> tuple[str, ...]:
    """The names of the formats in which `grade_push` can leave results, including those of installed packages.

    >>> from grader import push_formats
    >>> "junit" in push_formats()
    True
    """
    from grader.ci.formats import FORMATS

    return FORMATS.names


def _delivery(submission: Path, output: Path, options: DeliveryOptions) -> "Delivery":
    from grader.ci.delivery import Delivery

    return Delivery(
        wanted=options.formats,
        output=output,
        environment=os.environ if options.environment is None else options.environment,
        checkout=Path.cwd(),
        submission=submission,
        min_score=options.min_score,
        log=options.log or _log,
        warn=options.warn or _warn,
    )


def _log(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()  # what is graded is said before it is


def _warn(sentence: str) -> None:
    from grader.sanitize import escape_log

    sys.stderr.write(f"{escape_log(sentence)}\n")

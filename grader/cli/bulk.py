"""The command `grader bulk`: a class. Trusted side."""

from pathlib import Path

from grader.assignment import find_assignment
from grader.cli.class_run import ClassRun
from grader.cli.exit_codes import DONE, WITHHELD
from grader.cli.terminal import Format
from grader.errors import UsageError
from grader.intake import discover_class
from grader.model import Isolation


def bulk(
    source: Path,
    *,
    output: Path,
    workers: int = 0,
    assignment: Path | None = None,
    seed: str | None = None,
    practice: bool = False,
    isolation: Isolation = Isolation.JAILED,
    regrade: bool = False,
    no_run: bool = False,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Grade a class: a folder with one folder, archive, module or notebook for each student.

    Writes OUTPUT/SUBMISSION/grade.json and report.html, OUTPUT/index.html and OUTPUT/gradebook.csv, and into
    OUTPUT/_instructor the reports with hidden inputs and expected values. Grades are also kept in OUTPUT/grades.sqlite:
    run it again after an interruption or new submissions, and only what is new is graded.

    Args:
        source: The folder with the submissions.
        output: The folder for the results; it is made if need be.
        workers: How many to grade at a time; by default one for each processor.
        assignment: The folder of the assignment; by default the only one under assignments/.
        seed: Draw the hidden inputs from this seed and not from the secret one: for practice, as the grade commits to
            no seed then.
        practice: Draw them from the seed for practice: students may see what comes of it at any time.
        isolation: The weakest isolation to accept.
        regrade: Grade also what has not changed since its last grade.
        no_run: Do not run notebooks a second time to show their output in the reports.
        json: Print the results as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    chosen = find_assignment(assignment)
    chosen.keep_outside(source)
    _check(source, output, seed if practice else None)
    run = ClassRun(
        assignment=chosen,
        output=output,
        workers=workers,
        seed=seed,
        practice=practice,
        required=isolation,
        form=Format.chosen(json=json, quiet=quiet),
        regrade=regrade,
        run=not no_run,
    )
    return DONE if run.carry_out(discover_class(source)) else WITHHELD


def _check(source: Path, output: Path, second_seed: str | None) -> None:
    """Raises UsageError where results would be graded too, or inputs would be drawn from two seeds."""
    if output.resolve().is_relative_to(source.resolve()):
        raise UsageError(f"{output} lies inside {source}: --output takes a folder outside, or it would be graded too.")
    if second_seed is not None:
        raise UsageError("--practice and --seed both say what to draw the hidden inputs from: give one of them.")

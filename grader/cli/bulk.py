"""The command `grader bulk`: a class. Trusted side."""

from pathlib import Path

from grader.assignment import find_assignment
from grader.cli import terminal
from grader.cli.exit_codes import DONE, WITHHELD
from grader.cli.terminal import Format
from grader.errors import UsageError
from grader.gradebook.class_run import ClassOptions, ClassRun
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
    form = Format.chosen(json=json, quiet=quiet)
    options = ClassOptions(
        output=output,
        workers=workers,
        seed=seed,
        practice=practice,
        isolation=isolation,
        regrade=regrade,
        run=not no_run,
    )
    return show_run(open_run(source, options, assignment), output, form)


def open_run(source: Path, options: ClassOptions, assignment: Path | None) -> ClassRun:
    """Finds the assignment and the submissions. Raises UsageError where results would be graded too."""
    chosen = find_assignment(assignment)
    chosen.keep_outside(source)
    if options.output is not None and options.output.resolve().is_relative_to(source.resolve()):
        raise UsageError(
            f"{options.output} lies inside {source}: --output takes a folder outside, or it would be graded too."
        )
    options.check()
    return ClassRun(discover_class(source), chosen, options)


def show_run(run: ClassRun, output: Path, form: Format) -> int:
    """Grades a class, shows how far it is and what came of it; gives the exit code."""
    results = sorted(terminal.progress(run, len(run), form), key=lambda result: result.submission)
    terminal.show_class(run.title, results, output, form, run.held_back)
    return WITHHELD if any(result.withheld for result in results) else DONE

"""The command `grader bulk`: a class. Trusted side."""

from pathlib import Path
from typing import TYPE_CHECKING

from grader import api
from grader.cli import terminal
from grader.cli.exit_codes import DONE, WITHHELD
from grader.cli.terminal import OutputMode
from grader.model import Isolation

if TYPE_CHECKING:
    from grader.gradebook.class_run import ClassRun


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
    run = api.grade_class(
        source,
        assignment=assignment,
        output=output,
        workers=workers,
        seed=seed,
        practice=practice,
        isolation=isolation,
        regrade=regrade,
        run_notebooks=not no_run,
    )
    return show_run(run, output, OutputMode.chosen(json=json, quiet=quiet))


def show_run(run: "ClassRun", output: Path, form: OutputMode) -> int:
    """Grades a class, shows how far it is and what came of it; gives the exit code."""
    results = sorted(terminal.progress(run, len(run), form), key=lambda result: result.submission)
    terminal.show_class(run.title, results, output, form, run.held_back)
    return WITHHELD if any(result.withheld for result in results) else DONE

"""The commands and their arguments. Trusted side."""

import tempfile
from functools import partial
from importlib.metadata import version
from pathlib import Path

from cyclopts import App, Parameter

from grader.assignment import find_assignment
from grader.cli import samples, terminal, writing
from grader.cli.audit import audit
from grader.cli.check import check
from grader.cli.ci import ci
from grader.cli.class_run import ClassRun, make_folder
from grader.cli.doctor import doctor
from grader.cli.exit_codes import DONE, WITHHELD, code_of
from grader.cli.export import export
from grader.cli.notebook import notebook
from grader.cli.terminal import Format
from grader.errors import UsageError
from grader.exam import Exam
from grader.host.levels import open_strongest
from grader.intake import discover_class, read_submission
from grader.model import Isolation
from grader.replay import with_replay

app = App(name="grader", version=version("grader"), default_parameter=Parameter(negative=()))
app.command(notebook)


@app.command
def grade(
    submission: Path,
    *,
    output: Path,
    assignment: Path | None = None,
    seed: str | None = None,
    isolation: Isolation = Isolation.JAILED,
    min_score: float = 0.0,
    no_run: bool = False,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Grade one submission into OUTPUT/grade.json and OUTPUT/report.html.

    The instructor's copy, with hidden inputs and expected values, goes into OUTPUT/_instructor.

    Args:
        submission: A folder or an archive with the modules or the notebook, or a single module or notebook.
        output: The folder for the results; it is made if need be.
        assignment: The folder of the assignment; by default the only one under assignments/.
        seed: Draw the hidden inputs from this seed and not from the secret one.
        isolation: The weakest isolation to accept.
        min_score: Exit with 1 if the score is lower.
        no_run: Do not run a notebook a second time to show its output in the report.
        json: Print what is in grade.json and nothing else.
        quiet: Print nothing but errors.
    """
    chosen = find_assignment(assignment)
    if output.resolve() == submission.resolve():
        raise UsageError(f"{output} is the submission itself: --output takes another folder, for the results.")
    work = read_submission(submission, chosen)
    make_folder(output)
    with Exam(chosen, seed=seed, open_zygote=partial(open_strongest, isolation)) as exam:
        result = exam.grade(work)
    if not no_run:
        result = with_replay(result, work, chosen)
    writing.write_grade(result, output, output / writing.COPIES)
    terminal.show_grade(result, output, Format.chosen(json=json, quiet=quiet))
    return code_of(result, min_score)


@app.command
def bulk(
    source: Path,
    *,
    output: Path,
    workers: int = 0,
    assignment: Path | None = None,
    seed: str | None = None,
    isolation: Isolation = Isolation.JAILED,
    regrade: bool = False,
    no_run: bool = False,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Grade a class: a folder with one folder, archive, module or notebook for each student.

    Writes OUTPUT/<submission>/grade.json and report.html, OUTPUT/index.html and OUTPUT/gradebook.csv, and into
    OUTPUT/_instructor the reports with hidden inputs and expected values. Grades are also kept in OUTPUT/grades.sqlite:
    run it again after an interruption or new submissions, and only what is new is graded.

    Args:
        source: The folder with the submissions.
        output: The folder for the results; it is made if need be.
        workers: How many to grade at a time; by default one for each processor.
        assignment: The folder of the assignment; by default the only one under assignments/.
        seed: Draw the hidden inputs from this seed and not from the secret one.
        isolation: The weakest isolation to accept.
        regrade: Grade also what has not changed since its last grade.
        no_run: Do not run notebooks a second time to show their output in the reports.
        json: Print the results as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    chosen = find_assignment(assignment)
    if output.resolve().is_relative_to(source.resolve()):
        raise UsageError(f"{output} lies inside {source}: --output takes a folder outside, or it would be graded too.")
    run = ClassRun(
        assignment=chosen,
        output=output,
        workers=workers,
        seed=seed,
        required=isolation,
        form=Format.chosen(json=json, quiet=quiet),
        regrade=regrade,
        run=not no_run,
    )
    return DONE if run.carry_out(discover_class(source)) else WITHHELD


@app.command
def demo(
    *,
    output: Path = Path("grader-demo"),
    workers: int = 0,
    no_run: bool = False,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Grade the bundled sample submissions and say where the reports are.

    Args:
        output: The folder for the results; it is made if need be.
        workers: How many to grade at a time; by default one for each processor.
        no_run: Do not run notebooks a second time to show their output in the reports.
        json: Print the results as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    chosen = find_assignment()
    with tempfile.TemporaryDirectory(prefix="grader-demo-") as place:
        entries = samples.lay_out(chosen, Path(place))
        run = ClassRun(
            assignment=chosen,
            output=output,
            workers=workers,
            required=Isolation.PROCESS,
            form=Format.chosen(json=json, quiet=quiet),
            regrade=True,
            run=not no_run,
        )
        return DONE if run.carry_out(entries) else WITHHELD


app.command(check)
app.command(export)
app.command(ci)
app.command(audit)
app.command(doctor)

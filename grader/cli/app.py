"""The commands and their arguments. Trusted side."""

import os
import tempfile
from functools import partial
from importlib.metadata import version
from pathlib import Path

from cyclopts import App, Parameter

from grader.assignment import Assignment, find_assignment
from grader.cli import samples, terminal, writing
from grader.cli.audit import audit
from grader.cli.notebook import notebook
from grader.cli.terminal import Format
from grader.errors import UsageError
from grader.exam import Exam
from grader.gradebook.bulk import grade_class
from grader.host.levels import open_strongest, strongest_level
from grader.host.probe import probe
from grader.intake import ClassEntry, discover_class, read_submission
from grader.model import Grade, Isolation

DONE = 0
THRESHOLD_MISSED = 1
WITHHELD = 3

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
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Grade one submission into OUTPUT/grade.json and OUTPUT/report.html.

    Args:
        submission: A folder or an archive with the modules, or a single module.
        output: The folder for the results; it is made if need be.
        assignment: The folder of the assignment; by default the only one under assignments/.
        seed: Draw the hidden inputs from this seed and not from the secret one.
        isolation: The weakest isolation to accept.
        min_score: Exit with 1 if the score is lower.
        json: Print what is in grade.json and nothing else.
        quiet: Print nothing but errors.
    """
    chosen = find_assignment(assignment)
    if output.resolve() == submission.resolve():
        raise UsageError(f"{output} is the submission itself: --output takes another folder, for the results.")
    work = read_submission(submission, chosen)
    _make_folder(output)
    with Exam(chosen, seed=seed, open_zygote=partial(open_strongest, isolation)) as exam:
        result = exam.grade(work)
    writing.write_grade(result, output)
    terminal.show_grade(result, output, Format.chosen(json=json, quiet=quiet))
    if result.withheld:
        return WITHHELD
    return THRESHOLD_MISSED if result.score < min_score else DONE


@app.command
def bulk(
    source: Path,
    *,
    output: Path,
    workers: int = 0,
    assignment: Path | None = None,
    seed: str | None = None,
    isolation: Isolation = Isolation.JAILED,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Grade a class: a folder with one folder, archive or module for each student.

    Writes OUTPUT/<submission>/grade.json and report.html, OUTPUT/index.html and OUTPUT/gradebook.csv.

    Args:
        source: The folder with the submissions.
        output: The folder for the results; it is made if need be.
        workers: How many to grade at a time; by default one for each processor.
        assignment: The folder of the assignment; by default the only one under assignments/.
        seed: Draw the hidden inputs from this seed and not from the secret one.
        isolation: The weakest isolation to accept.
        json: Print the results as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    chosen = find_assignment(assignment)
    if output.resolve().is_relative_to(source.resolve()):
        raise UsageError(f"{output} lies inside {source}: --output takes a folder outside, or it would be graded too.")
    form = Format.chosen(json=json, quiet=quiet)
    return _grade_class(discover_class(source), chosen, output, workers, seed, isolation, form)


@app.command
def demo(*, output: Path = Path("grader-demo"), workers: int = 0, json: bool = False, quiet: bool = False) -> int:
    """Grade the bundled sample submissions and say where the reports are.

    Args:
        output: The folder for the results; it is made if need be.
        workers: How many to grade at a time; by default one for each processor.
        json: Print the results as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    chosen = find_assignment()
    with tempfile.TemporaryDirectory(prefix="grader-demo-") as place:
        entries = samples.lay_out(chosen, Path(place))
        return _grade_class(
            entries, chosen, output, workers, None, Isolation.PROCESS, Format.chosen(json=json, quiet=quiet)
        )


@app.command
def doctor() -> int:
    """Say what this machine offers: interpreter, libraries, how a guest is isolated and how quick it is."""
    terminal.show_probe(probe())
    return DONE


app.command(audit)


def _grade_class(
    entries: list[ClassEntry],
    chosen: Assignment,
    output: Path,
    workers: int,
    seed: str | None,
    required: Isolation,
    form: Format,
) -> int:
    if workers < 0:
        raise UsageError(f"--workers {workers} makes no sense: give 1 or more, or leave it out.")
    level = strongest_level(required)
    _make_folder(output)
    results = []
    count = min(workers or os.cpu_count() or 1, len(entries))
    graded = grade_class(entries, chosen, workers=count, isolation=level, seed=seed)
    for result in terminal.progress(graded, len(entries), form):
        if isinstance(result, Grade):
            writing.write_grade(result, output / result.submission)
        results.append(result)
    results.sort(key=lambda result: result.submission)
    writing.write_class(chosen.manifest.title, [(task.id, task.points) for task in chosen.tasks], results, output)
    terminal.show_class(chosen.manifest.title, results, output, form)
    return WITHHELD if any(isinstance(result, Grade) and result.withheld for result in results) else DONE


def _make_folder(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise UsageError(f"{output} is not a folder: --output takes a folder.") from error

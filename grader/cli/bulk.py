"""The command `grader bulk`: a class. Trusted side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from msgspec import UNSET
from msgspec.structs import replace

from grader import api
from grader.cli import class_terminal, terminal
from grader.cli.class_document import class_document, without_grade
from grader.cli.class_listing import show_dry_run, show_received, show_shard, show_untimed
from grader.cli.exit_codes import DONE, WITHHELD
from grader.cli.moved_scores import show_changes
from grader.cli.streams import write_document
from grader.cli.terminal import OutputMode
from grader.errors import UsageError
from grader.model import Grade, Outcome, SubmissionResult
from grader.model.options import GRADING, READING, ClassOptions, ReadingOptions

if TYPE_CHECKING:
    from grader.api.results import ClassRun


def bulk(
    source: Path,
    *,
    output: Path | None = None,
    assignment: Path | None = None,
    reading: Annotated[ReadingOptions, Parameter(name="*")] = READING,
    dry_run: bool = False,
    grading: Annotated[ClassOptions, Parameter(name="*")] = GRADING,
    no_run: bool = False,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Grade a class: a platform's archive, packed or unpacked, or a folder of your own.

    A folder of your own has one folder, archive, module or notebook for each student. Downloads from Canvas, Moodle,
    Blackboard, Brightspace, Gradescope, Sakai and Google Drive, the folders of nbgrader and clones of Git are
    recognised; all files of a student's latest attempt are graded together.

    Writes OUTPUT/SUBMISSION/grade.json and report.html, OUTPUT/index.html and OUTPUT/gradebook.csv, and into
    OUTPUT/_instructor the reports with hidden inputs and expected values. Grades are also kept in OUTPUT/grades.sqlite:
    run it again after an interruption or new submissions, and only what is new is graded.

    Args:
        source: The archive (zip or tar) or the folder with the submissions.
        output: The folder for the results; it is created if it does not exist. Only --dry-run needs none.
        assignment: The folder of the assignment; by default the one under assignments/ whose files it has.
        reading: How the class is read.
        dry_run: List who is there and which files would not be used, and grade nothing.
        grading: How it is graded.
        no_run: Do not run notebooks a second time to show their output in the reports.
        json: Print the results as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    mode = OutputMode.chosen(json=json, quiet=quiet)
    if dry_run:
        show_dry_run(api.preview_class(source, assignment=assignment, reading=reading), mode)
        return DONE
    if output is None:
        raise UsageError("--output is missing: give a folder for the results, or --dry-run to grade nothing.")
    with terminal.busy("Reading", mode):
        run = api.grade_class(
            source, assignment=assignment, output=output, reading=reading, options=grading, run_notebooks=not no_run
        )
    if run.received is not None:
        show_received(run.received, mode)
    show_shard(run, mode)
    show_untimed(run.untimed, mode)
    return show_run(run, output, mode)


def show_run(run: "ClassRun", output: Path, mode: OutputMode) -> int:
    """Grades a class, shows its progress and its results; returns the exit code."""
    results: list[SubmissionResult] = []
    try:
        results += map(_in_points, terminal.progress(run, len(run), mode, ending="Writing the class page"))
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"stopped after {len(results)} of {len(run)}, run it again to continue") from stop
    results.sort(key=lambda result: result.submission)
    if mode is OutputMode.JSON:
        write_document(class_document(run, results, output))
    class_terminal.show_class(run.title, results, output, mode, run.held_back)
    if mode is OutputMode.TEXT and (run.changes or run.unchanged):
        show_changes(run, len(results), without_grade(results))
    return WITHHELD if any(result.withheld for result in results) else DONE


def _in_points(result: SubmissionResult) -> SubmissionResult:
    """The result with what is said of it at the end: points, and tests that could not judge. A class of thousands would
    fill the memory with the rest.
    """
    if not isinstance(result, Grade):
        return result
    tasks = tuple(
        replace(task, tests=tuple(test for test in task.tests if test.outcome is Outcome.ERROR))
        for task in result.tasks
    )
    return replace(result, tasks=tasks, executed=UNSET)

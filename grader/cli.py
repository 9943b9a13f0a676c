"""Arguments and terminal output: the only part that prints. Trusted side; never imports or parses student Python."""

import sys
from pathlib import Path

import msgspec
from cyclopts import App
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.assignment import find_assignment
from grader.errors import GraderError, IsolationError
from grader.exam import Exam
from grader.intake import read_submission
from grader.model import Grade, Isolation, Outcome

THRESHOLD_MISSED = 1
WITHHELD = 3

app = App(name="grader", help="Grades submissions with hidden tests that student code never meets.")


@app.command
def grade(
    submission: Path,
    *,
    output: Path,
    assignment: Path | None = None,
    seed: str | None = None,
    isolation: Isolation = Isolation.PROCESS,
    min_score: float = 0.0,
) -> int:
    """Grade one submission: a folder or an archive with the modules.

    Args:
        submission: The folder, archive or module to grade.
        output: The folder that grade.json goes into; it is made if need be.
        assignment: The folder of the assignment; by default the only one under assignments/.
        seed: Draw the hidden inputs from this seed and not from the secret one.
        isolation: The weakest isolation to accept.
        min_score: Exit with 1 if the score is lower.
    """
    if not Isolation.PROCESS.at_least(isolation):
        raise IsolationError(f"This version isolates at level process, not {isolation}: pass --isolation process.")
    chosen = find_assignment(assignment)
    work = read_submission(submission, chosen)
    with Exam(chosen, seed=seed) as exam:
        result = exam.grade(work)
    output.mkdir(parents=True, exist_ok=True)
    (output / "grade.json").write_bytes(msgspec.json.format(msgspec.json.encode(_student_view(result)), indent=2))
    _show(result)
    if result.withheld:
        return WITHHELD
    return THRESHOLD_MISSED if result.score < min_score else 0


def _student_view(result: Grade) -> Grade:
    """The grade without its evidence."""
    tasks = tuple(
        msgspec.structs.replace(
            task, tests=tuple(msgspec.structs.replace(test, evidence=type(test.evidence)()) for test in task.tests)
        )
        for task in result.tasks
    )
    return msgspec.structs.replace(result, tasks=tasks)


def _show(result: Grade) -> None:
    table = Table(title=Text(f"{result.title}: {result.submission}"), title_justify="left")
    for heading in ("task", "", "tests passed", "points"):
        table.add_column(heading, justify="right" if heading in ("tests passed", "points") else "left")
    for task in result.tasks:
        passed = sum(test.outcome is Outcome.PASSED for test in task.tests)
        points = f"{task.score:g} / {task.max_score:g}"
        table.add_row(task.id, Text(task.title), f"{passed} of {len(task.tests)}", points)
    console = Console()
    console.print(table)
    for note in result.notes:
        console.print(Text(f"Note: {note}"))
    verdict = "withheld: a test could not judge" if result.withheld else f"{result.score:g} of {result.max_score:g}"
    console.print(Text(f"Grade: {verdict} (isolation: {result.isolation})"))


def main() -> None:
    """Runs the command line; a fault becomes one sentence on stderr and an exit code."""
    try:
        sys.exit(app(result_action="return_value", exit_on_error=True) or 0)
    except GraderError as error:
        Console(stderr=True).print(Text(f"grader: {error}"))
        sys.exit(error.exit_code)

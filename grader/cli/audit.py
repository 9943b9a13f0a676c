"""The command `grader audit` and what it prints. Trusted side."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from grader import api
from grader.cli import terminal
from grader.cli.colours import BAD, GOOD
from grader.cli.exit_codes import DONE
from grader.cli.streams import write_document
from grader.cli.terminal import OutputMode
from grader.errors import AssignmentError
from grader.feedback.words import count_of

if TYPE_CHECKING:
    from grader.api.results import Audit, TaskAnalysis

MAX_PROBLEMS = 20


def audit(
    *,
    output: Path | None = None,
    quick: bool = False,
    task: tuple[str, ...] = (),
    workers: int = 0,
    assignment: Path | None = None,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Test the hidden tests: grade the reference, the stubs, known mistakes, alternatives and mutants.

    Exits with 3 if something does not hold. Writes OUTPUT/audit.json and OUTPUT/audit.html.

    Args:
        output: The folder for the results; by default none are written.
        quick: Grade only a sample of everything, in a minute or two.
        task: Audit only this task; may be given several times.
        workers: How many to grade at a time; by default one for each processor.
        assignment: The folder of the assignment; by default the only one under assignments/.
        json: Print what is in audit.json and nothing else.
        quiet: Print nothing but errors.
    """
    mode = OutputMode.chosen(json=json, quiet=quiet)
    with terminal.progress_bar(mode) as progress:
        found = api.audit_assignment(
            assignment, quick=quick, tasks=task, workers=workers, output=output, progress=progress
        )
    show_audit(found, output, mode)
    return AssignmentError.exit_code if found.problems else DONE


def show_audit(audit: "Audit", output: Path | None, mode: OutputMode) -> None:
    """Shows the matrix of an audit, what does not hold, and where to look."""
    if mode is OutputMode.JSON:
        write_document(audit)
    if mode is not OutputMode.TEXT:
        return
    console = terminal.make_console()
    console.print(Text(f"{audit.title} · audit{', a quick one' if audit.quick else ''}\n", style="bold"))
    console.print(_matrix(audit))
    console.print()
    for sentence in _not_needed(audit):
        console.print(Text(sentence, style="dim"), soft_wrap=not console.is_terminal)
    for problem in audit.problems[:MAX_PROBLEMS]:
        console.print(Text.assemble(("✗ ", BAD), problem), soft_wrap=not console.is_terminal)
    if len(audit.problems) > MAX_PROBLEMS:
        console.print(Text(f"and {len(audit.problems) - MAX_PROBLEMS} more; audit.json has all", style="dim"))
    verdict = f"{count_of(len(audit.problems), 'thing')} not as it should be" if audit.problems else "Everything holds"
    console.print(Text(f"{verdict}: {_in_numbers(audit)}", style=f"bold {BAD}" if audit.problems else f"bold {GOOD}"))
    if output is not None:
        console.print(Text.assemble(("Page ", "dim"), str(output / "audit.html")), soft_wrap=True)


def _matrix(audit: "Audit") -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("task")
    for heading in ("mutants", "killed", "equivalent", "survived", "foreign", "mistakes named", "tests", "not needed"):
        table.add_column(heading, justify="right")
    for task in audit.tasks:
        table.add_row(*_row(audit, task))
    return table


def _not_needed(audit: "Audit") -> Iterator[str]:
    """The tests of each task without any one of which the others would still detect everything."""
    for task in () if audit.quick else audit.tasks:
        if task.idle:
            yield f"Task {task.id}: these detect no mutant and no known mistake: {', '.join(task.idle)}."
        if task.overlapping:
            yield f"Task {task.id}: what these detect others detect too: {', '.join(task.overlapping)}."


def _row(audit: "Audit", task: "TaskAnalysis") -> list[Text | str]:
    mistakes = [mistake for mistake in audit.mistakes if mistake.task == task.id]
    named = sum(mistake.held for mistake in mistakes)
    return [
        Text(f"{task.id}  {task.title}", no_wrap=True, overflow="ellipsis"),
        str(task.mutants),
        str(task.killed),
        str(len(task.equivalent)),
        Text(str(len(task.survivors)), style=BAD if task.survivors else GOOD),
        Text(str(len(task.touched_by)), style=BAD if task.touched_by else GOOD),
        Text(f"{named} of {len(mistakes)}", style=GOOD if named == len(mistakes) else BAD),
        str(len(task.tests)),
        "-" if audit.quick else str(len(task.unneeded)),  # a sample of mutants does not tell
    ]


def _in_numbers(audit: "Audit") -> str:
    killed, counted_mutants = sum(t.killed for t in audit.tasks), sum(t.counted for t in audit.tasks)
    named = sum(mistake.held for mistake in audit.mistakes)
    controls = sum(control.held for control in audit.controls)
    share = 100 * audit.harness_seconds / audit.grading_seconds if audit.grading_seconds else 0.0
    return (
        f"{killed} of {counted_mutants} mutants killed, {named} of {count_of(len(audit.mistakes), 'known mistake')} "
        f"named, {controls} of {count_of(len(audit.controls), 'control')} right; "
        f"{audit.graded} gradings in {audit.seconds:.0f} s, {share:.0f} % of it the harness"
    )

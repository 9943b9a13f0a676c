"""The command `grader test`: an author's tests on work whose score is known. Trusted side."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from grader import api
from grader.cli import terminal
from grader.cli.colours import BAD, GOOD
from grader.cli.exit_codes import DONE
from grader.cli.streams import write_document
from grader.cli.terminal import OutputMode
from grader.errors import AssignmentError
from grader.feedback.words import count_of, format_points
from grader.sanitize import clean_block, clean_line

if TYPE_CHECKING:
    from grader.api.results import Fault, Tried

MAX_FAULTS = 5
"""Per piece of work: what breaks one test breaks others in the same way."""


def test(
    assignment: Path | None = None,
    *,
    keyword: Annotated[str, Parameter(name=("--keyword", "-k"))] = "",
    record: bool = False,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Run the public and hidden tests on the reference, the stubs and the alternatives, in seconds.

    The reference and each alternative must pass all tests, the stubs must get no points. Where that is not so, you see
    pytest's own traceback of your code, and the exit code is 3.

    Args:
        assignment: The folder of the assignment; by default the only one under assignments/.
        keyword: Run only tests whose names match this expression, as in pytest: `sums and not empty`.
        record: Also record beside the solution that the reference and its notebook get all points, so that `grader ci`
            need not grade them first here. For images and other places where CI keeps no cache.
        json: Print what was found as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    mode = OutputMode.chosen(json=json, quiet=quiet)
    run = api.try_tests(assignment, keyword=keyword, record=record)
    console = terminal.make_console()
    if mode is OutputMode.TEXT:
        console.print(Text(f"{clean_line(run.title)} · tests\n", style="bold"))
    found = []
    for tried in run:
        found.append(tried)
        if mode is OutputMode.TEXT:
            _show(console, tried)
    if mode is OutputMode.JSON:
        write_document(found)
    elif mode is OutputMode.TEXT:
        console.print(_verdict(found))
    return AssignmentError.exit_code if any(tried.faults for tried in found) else DONE


def _show(console: Console, tried: "Tried") -> None:
    passed = [f"{count} of {count_of(total, f'{kind} test')}"
              for kind, (count, total) in (("hidden", tried.hidden), ("public", tried.public)) if total]  # fmt: skip
    console.print(
        Text.assemble(
            ("✗ " if tried.faults else "✓ ", BAD if tried.faults else GOOD),
            (clean_line(tried.name), "bold"),
            f": {format_points(tried.score)} of {format_points(tried.max_score)} points; {', '.join(passed)} passed",
        ),
        soft_wrap=True,
    )
    for fault in tried.faults[:MAX_FAULTS]:
        _show_fault(console, fault)
    if len(tried.faults) > MAX_FAULTS:
        console.print(Text(f"  and {len(tried.faults) - MAX_FAULTS} more", style="dim"))


def _show_fault(console: Console, fault: "Fault") -> None:
    line = Text.assemble("  ", (clean_line(fault.test), BAD), ": ", clean_line(fault.sentence, 1000))
    console.print(line, soft_wrap=True)
    if fault.traceback:
        console.print(Text(f"\n{clean_block(fault.traceback)}\n"), soft_wrap=True)


def _verdict(found: Sequence["Tried"]) -> Text:
    wrong = [tried for tried in found if tried.faults]
    if not wrong:
        return Text("\nCorrect work gets everything, and stubs get nothing.", style=f"bold {GOOD}")
    return Text(f"\n{len(wrong)} of {len(found)} are not judged as they should be.", style=f"bold {BAD}")

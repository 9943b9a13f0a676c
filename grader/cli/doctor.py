"""The command `grader doctor`: tries the jail on this machine and says what holds. Trusted side."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader import api
from grader.cli.colours import BAD, GOOD, PARTLY
from grader.cli.exit_codes import DONE, WITHHELD
from grader.cli.streams import write_document
from grader.cli.terminal import OutputMode, make_console, progress_bar
from grader.model import Isolation
from grader.sanitize import clean_line

if TYPE_CHECKING:
    from grader.api.results import AttemptResult, Examination

CONTROL = "control"
REASON_CHARACTERS = 48
SHORTER = {"No such file or directory": "not there", "Operation not permitted": "not permitted"}


def doctor(*, isolation: Isolation | None = None, json: bool = False) -> int:
    """Try to break out of the jail in every way that a submission might, and say which level holds here.

    Exits with 3 if an attempt got through, or if something that an honest submission needs does not work.

    Args:
        isolation: Try this level; by default the strongest available here.
        json: Print the findings as JSON and nothing else.
    """
    mode = OutputMode.chosen(json=json, quiet=False)
    with progress_bar(mode, "Trying") as progress:
        found = api.examine_isolation(isolation, progress=progress)
    if json:
        write_document(_document(found))
    else:
        show_examination(make_console(), found)
    return DONE if found.is_sound else WITHHELD


def _document(found: "Examination") -> dict[str, object]:
    return {
        "isolation": found.isolation,
        "sound": found.is_sound,
        "facts": found.facts,
        "missing": found.missing,
        "results": found.results,
    }


def show_examination(console: Console, found: "Examination") -> None:
    """Shows the facts, a row for each need of honest work and for each attempt, what is missing, and the verdict."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, fact in found.facts.items():
        table.add_row(Text(name, style="dim"), Text(fact))
    console.print(table)
    for group in dict.fromkeys(result.group for result in found.results):
        title = "What an honest submission needs" if group == CONTROL else f"Attempts to be stopped: {group}"
        _show_group(console, title, [result for result in found.results if result.group == group])
    console.print()
    for sentence in found.missing:
        console.print(Text(sentence, style=PARTLY))
    console.print(_verdict(found))


def _show_group(console: Console, title: str, results: Sequence["AttemptResult"]) -> None:
    console.print(Text(f"\n{title}", style="bold"))
    table = Table.grid(padding=(0, 2, 0, 0), expand=console.is_terminal)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True)
    for result in results:
        mark, style = _mark(console, result)
        found = Text(_reason(result), style="dim" if result.fine else style)
        table.add_row(Text(mark, style=style), Text(result.tried), found)
    console.print(table)


def _mark(console: Console, result: "AttemptResult") -> tuple[str, str]:
    fine, not_fine = ("ok", "!!") if console.options.ascii_only else ("✓", "✗")
    if result.unfinished:
        return "?", PARTLY
    return (fine, GOOD) if result.fine else (not_fine, BAD)


def _reason(result: "AttemptResult") -> str:
    """The kernel's own words without number and path; a guest reported them, so they are cleaned like a student's."""
    words = re.sub(r"^\[Errno \d+\] ([^:]*).*", r"\1", result.found, flags=re.DOTALL)
    words = SHORTER.get(words, f"{words[:1].lower()}{words[1:]}")
    if result.unfinished:
        return "ended by its deadline, which tells nothing"
    through = result.group != CONTROL and not result.fine
    return clean_line(f"got through: {words}" if through else words, REASON_CHARACTERS)


def _verdict(found: "Examination") -> Text:
    tried = [result for result in found.results if result.group != CONTROL]
    needs = [result for result in found.results if result.group == CONTROL]
    stopped, working = (sum(result.fine for result in results) for results in (tried, needs))
    counts = f"{stopped} of {len(tried)} attempts were stopped, {working} of {len(needs)} honest needs are met"
    promise = "" if found.isolation is not Isolation.PROCESS else " (level process does not promise more)"
    late = sum(result.unfinished for result in found.results)
    again = f" {late} ended by a deadline: try again when the machine is less busy." if late else ""
    style = f"bold {GOOD}" if found.is_sound else f"bold {BAD}"
    return Text(f"Level {found.isolation}: {counts}{'' if found.is_sound else promise}.{again}", style=style)

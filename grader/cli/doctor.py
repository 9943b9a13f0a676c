"""The command that tries the jail on this machine and says what holds. Trusted side."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.cli.streams import write_json
from grader.cli.terminal import OutputMode, make_console, progress
from grader.errors import IsolationError
from grader.host import machine
from grader.host.doctor.canaries import CONTROLS, GROUPS, AttemptResult, names
from grader.host.doctor.examination import examine
from grader.host.levels import open_at, survey
from grader.host.zygote import LAYERS, Zygote
from grader.model import Isolation
from grader.sanitize import clean_line

SOUND, UNSOUND = 0, 3
REASON_CHARACTERS = 48
SHORTER = {"No such file or directory": "not there", "Operation not permitted": "not permitted"}


def doctor(*, isolation: Isolation | None = None, json: bool = False) -> int:
    """Try to break out of the jail in every way that a submission might, and say which level holds here.

    Exits with 3 if an attempt got through, or if something does not work that an honest submission needs.

    Args:
        isolation: Try this level; by default the strongest that holds here.
        json: Print the findings as JSON and nothing else.
    """
    zygote, missing = survey() if isolation is None else (open_at(isolation), {})
    if zygote is None:
        raise IsolationError(missing[Isolation.PROCESS])
    with zygote:
        facts = _facts(zygote)
        form = OutputMode.chosen(json=json, quiet=False)
        results = list(progress(examine(zygote), len(names()) + len(CONTROLS), form, "Trying"))
    if json:
        write_json(_as_json(zygote.level, facts, list(missing.values()), results))
    else:
        _show(make_console(), zygote.level, facts, list(missing.values()), results)
    return SOUND if all(result.fine for result in results) else UNSOUND


def _facts(zygote: Zygote) -> dict[str, str]:
    layers = ", ".join(LAYERS[zygote.level])
    return {
        **machine.describe(zygote),
        "isolation": f"{zygote.level}: limits, no privileges{f', {layers}' if layers else ''}",
    }


def _as_json(level: Isolation, facts: dict[str, str], missing: Sequence[str], results: Sequence[AttemptResult]) -> str:
    report: dict[str, Any] = {
        "isolation": level,
        "sound": all(result.fine for result in results),
        "facts": facts,
        "missing": missing,
        "results": results,
    }
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def _show(
    console: Console, level: Isolation, facts: dict[str, str], missing: Sequence[str], results: Sequence[AttemptResult]
) -> None:
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, fact in facts.items():
        table.add_row(Text(name, style="dim"), Text(fact))
    console.print(table)
    _show_group(console, "What an honest submission needs", [each for each in results if each.name in CONTROLS])
    for group in GROUPS:
        _show_group(console, f"Attempts to be stopped: {group}", [each for each in results if each.group == group])
    console.print()
    for sentence in missing:
        console.print(Text(sentence, style="yellow"))
    console.print(_verdict(level, results))


def _show_group(console: Console, title: str, results: Sequence[AttemptResult]) -> None:
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


def _mark(console: Console, result: AttemptResult) -> tuple[str, str]:
    fine, not_fine = ("ok", "!!") if console.options.ascii_only else ("✓", "✗")
    if result.unfinished:
        return "?", "yellow"
    return (fine, "green") if result.fine else (not_fine, "red")


def _reason(result: AttemptResult) -> str:
    """The kernel's own words without number and path; a guest said them, so they are cleaned like a student's."""
    words = re.sub(r"^\[Errno \d+\] ([^:]*).*", r"\1", result.found, flags=re.DOTALL)
    words = SHORTER.get(words, f"{words[:1].lower()}{words[1:]}")
    if result.unfinished:
        return "ended by its deadline, which tells nothing"
    through = result.group != "control" and not result.fine
    return clean_line(f"got through: {words}" if through else words, REASON_CHARACTERS)


def _verdict(level: Isolation, results: Sequence[AttemptResult]) -> Text:
    tried = [result for result in results if result.name not in CONTROLS]
    stopped = sum(result.fine for result in tried)
    working = sum(result.fine for result in results if result.name in CONTROLS)
    sound = stopped == len(tried) and working == len(CONTROLS)
    counts = f"{stopped} of {len(tried)} attempts were stopped, {working} of {len(CONTROLS)} honest needs are met"
    promise = "" if level is not Isolation.PROCESS else " (level process does not promise more)"
    late = sum(result.unfinished for result in results)
    again = f" {late} ended by a deadline: try again when the machine is less busy." if late else ""
    style = "bold green" if sound else "bold red"
    return Text(f"Level {level}: {counts}{'' if sound else promise}.{again}", style=style)

"""Reads a log like the runner of GitHub Actions: which lines are commands, and what each says.

The rules are the runner's own. A line is trimmed; if it begins with `::`, everything up to the next `::` is a command
with its properties. If it is not a command, `##[` anywhere begins one of the older form. Names of commands are compared
without regard to case, and by culture, which ignores characters that draw nothing.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

COMMANDS = frozenset(
    {
        *("set-env", "set-output", "save-state", "add-mask", "add-path", "add-matcher", "remove-matcher", "debug"),
        *("error", "warning", "notice", "group", "endgroup", "echo", "stop-commands"),
    }
)
OVERLOOKED = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")


@dataclass(frozen=True)
class Command:
    """One command."""

    name: str
    properties: dict[str, str]
    data: str


def read_log(log: str) -> list[Command]:
    """The commands of a log, in order."""
    lines = re.split(r"\r\n|\r|\n", log)
    return [command for line in lines for command in (_read(OVERLOOKED.sub("", line)),) if command]


def folds(log: str) -> list[str]:
    """The lines that the page of a log takes for a fold, a colour or a heading of its own."""
    return [line for line in log.split("\n") if "##[" in line]


def _read(line: str) -> Command | None:
    return _current(line.strip()) or _older(line)


def _current(line: str) -> Command | None:
    if not line.startswith("::") or "::" not in line[2:]:
        return None
    info, _, data = line[2:].partition("::")
    return _command(info, data, ",")


def _older(line: str) -> Command | None:
    _, bracket, rest = line.partition("##[")
    if not bracket or "]" not in rest:
        return None
    info, _, data = rest.partition("]")
    return _command(info, data, ";")


def _command(info: str, data: str, separator: str) -> Command | None:
    name, _, listed = info.partition(" ")
    if name.lower() not in COMMANDS:
        return None
    pairs = (pair.partition("=") for pair in listed.strip().split(separator) if "=" in pair)
    return Command(name, {key: unquote(value) for key, _, value in pairs}, unquote(data))

"""Annotations for GitHub Actions, and text that its runner takes for no command. Trusted side; pure.

The runner reads every line that a step prints. A line that begins with `::`, also after spaces, is a command, and so
is `##[` anywhere in it; pages of logs fold and colour at `##[` too.
"""

import re
from collections.abc import Iterable

from grader.ci.places import Place
from grader.ci.results import WITHHELD, Finding, Results

MOST = 10
"""So many of a kind are shown for one step, the first ones."""
MOST_LINES = 12
TITLE = 200

# The runner compares as people read, and so without variation selectors, which draw nothing themselves.
_SELECTORS = "[\ufe00-\ufe0f]*"
_BRACKET = re.compile(rf"(#{_SELECTORS}#{_SELECTORS})\[")
_COLONS = re.compile(rf"^((?:[^\S\n]|{_SELECTORS[:-1]})*:{_SELECTORS}):", re.MULTILINE)


def inert(text: str) -> str:
    """The same text with a space where it would be a command of the runner or a sign to the page of a log."""
    return _COLONS.sub(r"\1 :", _BRACKET.sub(r"\1 [", text))


def annotations(results: Results) -> str:
    """Lines for standard output: an error for each reason why points are missing, notes as warnings, the score."""
    errors = [_finding(finding) for finding in results.findings]
    if results.withheld:
        errors.insert(0, command("error", WITHHELD, title="No grade"))
    warnings = [command("warning", note, title="About what was handed in") for note in results.notes]
    score = [] if results.withheld else [command("notice", " ".join(results.headline), title=results.points)]
    return "".join((*errors[:MOST], *warnings[:MOST], *score))


def refusal(sentence: str) -> str:
    """The annotation for work that got no grade, and why."""
    return command("error", sentence, title="No grade")


def command(kind: str, message: str, *, title: str, place: Place | None = None) -> str:
    """One annotation as a line for standard output."""
    located = [("file", place.path)] if place else []
    if place and place.line:
        located.append(("line", str(place.line)))
    properties = ",".join(f"{name}={_property(value)}" for name, value in (*located, ("title", inert(title)[:TITLE])))
    return f"::{kind} {properties}::{_data(inert(message))}\n"


def _finding(finding: Finding) -> str:
    points = "1 point" if finding.cost == "1" else f"{finding.cost} points"
    return command(
        "error", _text((*finding.said[:MOST_LINES], _tests(finding))), title=f"{finding.task}: {points}",
        place=finding.place,
    )  # fmt: skip


def _tests(finding: Finding) -> str:
    return f"Did not pass: {'; '.join(finding.tests)}."


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

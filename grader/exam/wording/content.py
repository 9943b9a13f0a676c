"""How texts, sets and dicts differ, in sentences: near misses, what is missing, what is too much. Trusted side; pure.

Those at the level of shapes come from one short list, since student code may have chosen the difference after it saw
a hidden input; `docs/security.md` counts them. Missing entries are named at the level of values, extra ones at inputs.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from itertools import zip_longest

from grader.host.describe import spell
from grader.model import FeedbackLevel, Finding

MAX_NAMED = 10
"""How many missing or extra entries are named."""
CASE_DIFFERS = "It is right except for upper and lower case."
SPACES_DIFFER = "It is right except for spaces, or for where lines begin and end."
CASE_AND_SPACES_DIFFER = "It is right except for spaces and for upper and lower case."
LINES_MISSING = "It has too few lines."
LINES_TOO_MANY = "It has too many lines."
MISSING = "Something is missing in it."
TOO_MUCH = "It contains something that does not belong there."
BOTH = "Something is missing in it, and it contains something that does not belong there."
VALUES_DIFFER = "It has the right keys but not the right values."
SENTENCES = (CASE_DIFFERS, SPACES_DIFFER, CASE_AND_SPACES_DIFFER, LINES_MISSING, LINES_TOO_MANY, MISSING, TOO_MUCH,
             BOTH, VALUES_DIFFER)  # fmt: skip
"""Everything that can be said at the level of shapes."""


class IgnoredInText(StrEnum):
    """What a comparison of texts may ignore."""

    CASE = "case"
    SPACES = "spaces"


def normal(text: str, ignore: Collection[str]) -> str:
    """The text without what is ignored: case, or the number of spaces and blank lines."""
    if IgnoredInText.SPACES in ignore:
        text = "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
    return text.casefold() if IgnoredInText.CASE in ignore else text


def of_texts(actual: str, expected: str, ignore: Collection[str] = ()) -> Iterator[Finding]:
    """Yields how a text differs from the right one."""
    if near := _near(actual, expected):
        yield Finding(FeedbackLevel.SHAPE, near)
    mine, theirs = (normal(text, ignore).split("\n") for text in (actual, expected))
    if len(mine) == len(theirs) == 1:
        yield Finding(FeedbackLevel.VALUES, f"It is {spell(actual)}, but {spell(expected)} was expected.")
        return
    if not near and len(mine) != len(theirs):
        yield Finding(FeedbackLevel.SHAPE, LINES_MISSING if len(mine) < len(theirs) else LINES_TOO_MANY)
    yield Finding(FeedbackLevel.VALUES, _first_line(mine, theirs))


def _near(actual: str, expected: str) -> str:
    """What the whole difference is, if it is a small one."""
    for sentence, ignore in (
        (CASE_DIFFERS, {IgnoredInText.CASE}),
        (SPACES_DIFFER, {IgnoredInText.SPACES}),
        (CASE_AND_SPACES_DIFFER, {IgnoredInText.CASE, IgnoredInText.SPACES}),
    ):
        if normal(actual, ignore) == normal(expected, ignore):
            return sentence
    return ""


def _first_line(mine: Sequence[str], theirs: Sequence[str]) -> str:
    pairs = enumerate(zip_longest(mine, theirs), start=1)
    number, (found, wanted) = next((number, pair) for number, pair in pairs if pair[0] != pair[1])
    if found is None:
        return f"Line {number} is missing, where {spell(wanted)} was expected."
    if wanted is None:
        return f"Line {number} is {spell(found)}, but the text should have ended there."
    return f"Line {number} is {spell(found)}, but {spell(wanted)} was expected."


def of_sets(actual: AbstractSet[Hashable], expected: AbstractSet[Hashable], things: str = "") -> Iterator[Finding]:
    """Yields how a set, or the keys of a dict, differ from the right ones."""
    missing, extra = expected - actual, actual - expected
    yield Finding(FeedbackLevel.SHAPE, BOTH if missing and extra else MISSING if missing else TOO_MUCH)
    if extra:
        yield Finding(FeedbackLevel.INPUTS, f"What does not belong there{things}: {_named(extra)}.")
    if missing:
        yield Finding(FeedbackLevel.VALUES, f"What is missing{things}: {_named(missing)}.")


def _named(entries: Iterable[Hashable]) -> str:
    """The entries in a fixed order, as many as anybody reads."""
    spelled = sorted(map(spell, entries))
    more = f" and {len(spelled) - MAX_NAMED} more" if len(spelled) > MAX_NAMED else ""
    return ", ".join(spelled[:MAX_NAMED]) + more

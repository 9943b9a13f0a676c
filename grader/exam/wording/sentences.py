"""The sentences of a failed check: what was asked for, what was returned, and how they differ. Trusted side; pure.

Each has the lowest level at which a student may read it: below inputs, none contains what student code could choose.
"""

import re

import numpy as np
from numpy.typing import NDArray

from grader.exam.wording import difference, kinds, relation
from grader.host.describe import KNOWN_TYPES, kind, spell
from grader.host.proxy import Proxy
from grader.host.tables import kind_of
from grader.model import FeedbackLevel, Finding
from grader.sanitize import clean_line
from grader.wire.records import DataObject, EnumMember, NamedTuple

Floats = NDArray[np.float64]
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
MAX_NAME = 60
WRONG_WORD = "not the right word: look at each condition that it depends on, also exactly on its boundary"


def of_kind(what: str, wanted: str, actual: object, relates: str) -> list[Finding]:
    """`relates` describes what is wrong in words that student code can hardly choose; the kind alone is its choice.

    None is named first: it is the most common, and nobody who forgot a `return` could guess it.
    """
    findings = [
        Finding(FeedbackLevel.CATEGORY, f"{subject(what)} should be {wanted}."),
        Finding(
            FeedbackLevel.CATEGORY if actual is None else FeedbackLevel.SHAPE, relates or relation.kind_in_words(actual)
        ),
    ]
    if actual is not None:
        findings.append(Finding(FeedbackLevel.INPUTS, _in_full(actual)))
    return findings


def _in_full(actual: object) -> str:
    """What came back, with all that student code may have chosen of it, even the name of a class of its own."""
    type_name = Proxy.about(actual)[0] if isinstance(actual, Proxy) else ""
    if not type_name or type_name in KNOWN_TYPES:
        return f"It is {kind(actual)}."
    cut = clean_line(type_name, MAX_NAME).replace("`", "'")  # a name cannot end the code that it is shown as
    return f"Its type is `{cut}`."


def of_values(actual: Floats, expected: Floats, wrong: NDArray[np.bool_], what: str) -> list[Finding]:
    """What is wrong with numbers of the right kind and shape; `wrong` marks which."""
    if not np.isfinite(actual[wrong]).all():
        first = Finding(
            FeedbackLevel.CATEGORY, f"{subject(what)} holds NaN or infinity where a finite number was expected."
        )
    else:
        first = Finding(
            FeedbackLevel.CATEGORY, f"{subject(what)} does not have the right value{'s' if wrong.size > 1 else ''}."
        )
    with np.errstate(all="ignore"):
        error = np.where(wrong, np.abs(actual - expected), -1.0)
    worst = np.unravel_index(int(np.argmax(np.where(np.isnan(error), np.inf, error))), error.shape)
    findings = [first]
    if wrong.size > 1:
        place = ", ".join(str(int(index)) for index in worst)
        findings.append(Finding(FeedbackLevel.INPUTS, _count(int(wrong.sum()), wrong.size, place)))
    if words := difference.describe(actual, expected, wrong):
        findings.insert(1, Finding(FeedbackLevel.SHAPE, words))
    pair = f"There it is {spell(actual[worst])}, but {spell(expected[worst])} was expected."
    return [*findings, Finding(FeedbackLevel.VALUES, pair)]


def _count(off: int, size: int, worst: str) -> str:
    if off == 1:
        return f"1 of {size} elements is off, the one at [{worst}]."
    return f"{'All' if off == size else f'{off} of'} {size} elements are off; the worst is the one at [{worst}]."


def wrong_one(expected: object) -> str:
    """What is said about a value that should have been equal to this one."""
    if isinstance(expected, str):
        one_word = len(expected.split()) == 1 and expected.isprintable()
        return WRONG_WORD if one_word else "not the right text"
    return "not the right number" if kinds.is_integer(expected) else "not the right one"


def wanted(expected: object) -> str:  # noqa: PLR0911 # one line for each kind of value
    """What a student should have returned instead."""
    match expected:
        case None:
            return "None"
        case bool():
            return "True or False"
        case int() | float() | complex():
            return "an int" if isinstance(expected, int) else "one number"
        case str():
            return "a string"
        case EnumMember():
            return f"a member of {expected.type_name}"
        case DataObject() | NamedTuple() | np.void():
            return f"an object with {', '.join(kinds.parts_of(expected))}"
        case _:
            return f"a {kind_of(expected)}" if kind_of(expected) else kind(expected)


def subject(what: str) -> str:
    """The name as the subject at the beginning of a sentence; a name in code keeps its spelling."""
    return f"T{what[1:]}" if what.startswith("the ") else what


def steady(text: str) -> str:
    """The text without memory addresses, which differ from run to run."""
    return _ADDRESS.sub("0x…", text)


def as_sentence(text: str) -> str:
    """The text with a full stop at its end, unless it has one."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."

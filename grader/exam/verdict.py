"""What a test ended with -> outcome, ending and the sentences that say why. Trusted side."""

import builtins
from collections.abc import Callable
from typing import Any

import pytest
from msgspec import Struct

from grader.exam.check import CheckFailedError
from grader.exam.task_run import LoadFailedError
from grader.host.guest import CallFailedError
from grader.host.replies import CallFailure
from grader.model import Budget, Ending, Outcome, Part, Profile


class Verdict(Struct, frozen=True):
    """What one test found."""

    outcome: Outcome
    ending: Ending
    parts: tuple[Part, ...] = ()
    expected: str = ""
    profile: Profile | None = None
    figure: Callable[[], Any] | None = None


class Attempt(Struct, frozen=True):
    """One test, run once or not at all: its verdict, and the exception that it ended with, if any."""

    verdict: Verdict
    raised: BaseException | None = None


def judge(raised: BaseException | None) -> Verdict:
    """The verdict on a test that ended with this exception, or with none."""
    match raised:
        case None:
            return Verdict(Outcome.PASSED, Ending.RETURNED)
        case CheckFailedError():
            return Verdict(
                Outcome.FAILED, Ending.RETURNED, raised.parts, raised.expected, raised.profile, raised.figure
            )
        case LoadFailedError():
            return Verdict(Outcome.FAILED, raised.failure.ending, _load_parts(raised.module, raised.failure))
        case CallFailedError():
            return Verdict(Outcome.FAILED, raised.failure.ending, _call_parts(raised.failure))
        case pytest.skip.Exception():
            return Verdict(Outcome.NOT_RUN, Ending.RETURNED, (Part(Budget.CATEGORY, str(raised)),))
        case _:
            text = f"This test could not judge ({type(raised).__name__}); that is not the student's fault."
            return Verdict(Outcome.ERROR, Ending.RETURNED, (Part(Budget.CATEGORY, text),))


def not_run(lacking: str) -> Verdict:
    """The verdict on a test that builds on one which did not pass: what is wrong there is not held against it twice."""
    text = f"Not run, because it builds on something that is not right yet: “{lacking}”."
    return Verdict(Outcome.NOT_RUN, Ending.RETURNED, (Part(Budget.CATEGORY, text),))


def _call_parts(failure: CallFailure) -> tuple[Part, ...]:
    if failure.ending is Ending.MISSING:
        return (Part(Budget.CATEGORY, _sentence(_missing(failure.reason))),)
    if failure.ending is not Ending.RAISED:
        return (Part(Budget.CATEGORY, _sentence(f"No answer: {failure.reason}")),)
    if "NotImplementedError" in failure.type_names:
        return (Part(Budget.CATEGORY, "This is still to be written: it raises NotImplementedError."),)
    parts = [Part(Budget.CATEGORY, f"It raised {_exception_name(failure)}.")]
    parts.extend(_place(failure, Budget.SHAPE))
    parts.append(Part(Budget.INPUTS, _sentence(f"Its message: {failure.message}")))
    return tuple(parts)


def _load_parts(module: str, failure: CallFailure) -> tuple[Part, ...]:
    # Loading happens before any hidden input exists in the guest, so all of it may be shown.
    if failure.ending is not Ending.RAISED:
        return (Part(Budget.CATEGORY, _sentence(failure.reason)),)
    if "SyntaxError" in failure.type_names:
        parts = [Part(Budget.CATEGORY, f"{module}.py is not valid Python.")]
    else:
        parts = [Part(Budget.CATEGORY, f"{module}.py raised {_exception_name(failure)} while it was loaded.")]
    parts.extend(_place(failure, Budget.CATEGORY))
    parts.append(Part(Budget.CATEGORY, _sentence(f"Python says: {failure.message}")))
    return tuple(parts)


def _place(failure: CallFailure, level: Budget) -> list[Part]:
    if not failure.frames:
        return []
    frame = failure.frames[-1]
    return [Part(level, f"It happened in line {frame.line} of {frame.file}: {frame.source}")]


def _exception_name(failure: CallFailure) -> str:
    """The first name that everybody has: a student's own class might carry anything in its name."""
    for name in failure.type_names:
        known = getattr(builtins, name, None)
        if isinstance(known, type) and issubclass(known, BaseException):
            return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"
    return "an exception"


def _missing(reason: str) -> str:
    if reason.startswith("there is no "):
        return f"T{reason[1:]}: define it under exactly this name"
    return reason


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."

"""How a test ended -> outcome, call status and the findings that say why. Trusted side."""

import builtins
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import structs

from grader.exam.checks.check import CheckFailedError
from grader.exam.explain import StudentCode, explained, of_family, of_missing
from grader.exam.explain.names import defined_alike
from grader.exam.explain.syntax import without_place
from grader.exam.judging.attempt import Verdict
from grader.exam.source.versions import numpy_cause, python_cause
from grader.exam.task.task_guests import LoadFailedError
from grader.exam.wording.sentences import as_sentence
from grader.host.failures import CallFailedError
from grader.host.replies import CallFailure
from grader.intake.text import read_source
from grader.model import CallStatus, FeedbackLevel, Finding, Outcome

EXCEPTION_FAMILIES = ("TypeError", "ValueError", "IndexError", "KeyError", "AttributeError", "NameError",
            "ZeroDivisionError", "AssertionError", "ImportError", "RecursionError")  # fmt: skip
"""The exceptions that beginners meet; a student reads their names at any level."""
NO_SUCH = "there is no "


def judge(
    raised: BaseException | None,
    signature_mismatch: str = "",
    test: str = "",
    folder: Path = Path(),
    work: StudentCode = StudentCode(),  # noqa: B008 # frozen
) -> Verdict:
    """The verdict on a test that ended with this exception, or with none.

    Args:
        raised: The exception.
        signature_mismatch: Why the test's call could not be made.
        test: The name of the test, for its author.
        folder: Where the hidden tests are; a line of theirs may be named.
        work: What the student handed in.
    """
    match raised:
        case None:
            return Verdict(Outcome.PASSED, CallStatus.RETURNED)
        case CheckFailedError():
            return Verdict(
                Outcome.FAILED, CallStatus.RETURNED, raised.findings, raised.expected, raised.profile, raised.figure
            )
        case LoadFailedError():
            return Verdict(Outcome.FAILED, raised.failure.call_status, _load_findings(raised, work))
        case CallFailedError():
            return Verdict(
                Outcome.FAILED, raised.failure.call_status, _call_findings(raised.failure, signature_mismatch, work)
            )
        case _:
            from grader.exam.judging.asserted import ended_itself  # noqa: PLC0415 # it knows pytest, which a check needs not

            return ended_itself(raised, test, folder)


def with_missing_packages(
    verdict: Verdict, raised: BaseException | None, packages: Sequence[str], module: str, work: StudentCode
) -> Verdict:
    """The verdict preceded by the missing packages that a module imports, if they may be the reason.

    They are those that were found while it was loaded, before any hidden input was there.
    """
    return with_absence(verdict, raised, of_missing(packages, f"{module}.py", work) if packages else "", work)


def with_absence(verdict: Verdict, raised: BaseException | None, sentence: str, work: StudentCode) -> Verdict:
    """The verdict with a sentence in front about what is missing, if that may be the reason."""
    if not sentence or not isinstance(raised, CallFailedError):
        return verdict
    unusable = raised.failure.call_status is CallStatus.MISSING or _family(raised.failure) == "ImportError"
    if not unusable:
        return verdict
    means = of_family("ImportError", work)  # which is less than is known here
    verdict = structs.replace(verdict, findings=tuple(part for part in verdict.findings if part.text != means))
    return with_cause(verdict, sentence)


def with_cause(verdict: Verdict, sentence: str) -> Verdict:
    """The verdict on a test that did not pass, preceded by a cause that was found before any hidden input was sent."""
    if not sentence or verdict.outcome is not Outcome.FAILED:
        return verdict
    return structs.replace(verdict, findings=(Finding(FeedbackLevel.CATEGORY, sentence), *verdict.findings))


def not_run(lacking: str) -> Verdict:
    """The verdict on a test that builds on one which did not pass: a mistake there is not charged twice."""
    text = f"Not run, because it builds on something that is not right yet: “{lacking}”."
    return Verdict(Outcome.NOT_RUN, CallStatus.RETURNED, (Finding(FeedbackLevel.CATEGORY, text),))


def _call_findings(failure: CallFailure, signature_mismatch: str, work: StudentCode) -> tuple[Finding, ...]:
    if failure.call_status is CallStatus.MISSING:
        return (Finding(FeedbackLevel.CATEGORY, as_sentence(_missing(failure.reason, work))),)
    if failure.call_status is not CallStatus.RAISED:
        return tuple(_no_answer(failure))
    if "NotImplementedError" in failure.type_names:
        return (Finding(FeedbackLevel.CATEGORY, "This is still to be written: it raises NotImplementedError."),)
    means = signature_mismatch or of_family(_family(failure), work)
    return (
        Finding(FeedbackLevel.CATEGORY, f"It raised {exception_family(failure)}."),
        *_numpy(failure, FeedbackLevel.CATEGORY, work),
        *([Finding(FeedbackLevel.CATEGORY, means)] if means else []),
        *_details(failure, FeedbackLevel.INPUTS, work),
    )


def _no_answer(failure: CallFailure) -> Iterator[Finding]:
    """Which signal ended it is student code's choice, so it is in brackets."""
    plain, bracket, _ = failure.reason.partition(" (")
    yield Finding(FeedbackLevel.CATEGORY, as_sentence(f"No answer: {plain}"))
    if bracket:
        yield Finding(FeedbackLevel.INPUTS, as_sentence(f"More exactly: {failure.reason}"))


def _load_findings(error: LoadFailedError, work: StudentCode) -> tuple[Finding, ...]:
    """Everything may be shown of a load before any hidden input; otherwise only what student code cannot choose."""
    module, failure = error.module, error.failure
    if failure.call_status is not CallStatus.RAISED:
        return (Finding(FeedbackLevel.CATEGORY, as_sentence(failure.reason.partition(" (signal")[0])),)
    if "SyntaxError" in failure.type_names:
        first = f"{module}.py is not valid Python."
        where = failure.frames[-1].file if failure.frames and error.level is FeedbackLevel.CATEGORY else ""
        if cause := python_cause(read_source(work.files.get(where, b"")).text):
            first = f"{module}.py is not valid in this Python. {cause}"
    else:
        name = exact_name(failure) if error.level is FeedbackLevel.CATEGORY else exception_family(failure)
        first = f"{module}.py raised {name} while it was loaded."
    return (
        Finding(FeedbackLevel.CATEGORY, first),
        *_numpy(failure, error.level, work),
        *_details(failure, error.level, work),
    )


def _numpy(failure: CallFailure, level: FeedbackLevel, work: StudentCode) -> Iterator[Finding]:
    cause = numpy_cause(failure.type_names, failure.message, work.files.values())
    if cause:
        yield Finding(level, cause)


def _details(failure: CallFailure, level: FeedbackLevel, work: StudentCode) -> Iterator[Finding]:
    """What student code chooses: where it was raised, what that usually means, and Python's own words."""
    if failure.frames:
        frame = failure.frames[-1]
        yield Finding(level, f"It happened in line {frame.line} of {frame.file}: {frame.source}")
    if said := explained(failure, work):
        yield Finding(level, said)
    exact = exact_name(failure).partition(" ")[2]
    named = f"{exact}: " if level is FeedbackLevel.INPUTS and exact not in (*EXCEPTION_FAMILIES, "exception") else ""
    yield Finding(level, as_sentence(f"Python says: {named}{without_place(failure.message)}"))


def exception_family(failure: CallFailure) -> str:
    """The most common kind of exception that it belongs to: the exact one is student code's choice."""
    return _with_article(_family(failure))


def _family(failure: CallFailure) -> str:
    return next((name for name in failure.type_names if name in EXCEPTION_FAMILIES), "exception")


def exact_name(failure: CallFailure) -> str:
    """The first name that is not the student's: the name of a class of their own might contain anything."""
    return _with_article(next(filter(_is_builtin, failure.type_names), "exception"))


def _is_builtin(name: str) -> bool:
    known = getattr(builtins, name, None)
    return isinstance(known, type) and issubclass(known, BaseException)


def _with_article(name: str) -> str:
    return f"{'an' if name[0] in 'AEIOUe' else 'a'} {name}"


def _missing(reason: str, work: StudentCode) -> str:
    if not reason.startswith(NO_SUCH):
        return reason
    alike = defined_alike(reason.removeprefix(NO_SUCH), work.sources, work.files, work.meant())
    has = f"; {alike[1]} has `{alike[0]}`" if alike else ""
    return f"T{reason[1:]}: define it under exactly this name{has}"

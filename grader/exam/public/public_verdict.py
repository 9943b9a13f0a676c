"""How a public test ended -> what is said about it, and the code that shows it. Trusted side: runs neither.

Nothing is held back, since public tests keep no secrets. Code that is not written yet is kept apart from wrong code.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from grader.exam.explain import StudentCode, explained
from grader.exam.explain.messages import speaks_of_internals
from grader.exam.judging.attempt import Verdict
from grader.exam.judging.excerpt import around, definition, name_at
from grader.exam.judging.verdict import judge, with_cause
from grader.exam.public.public_comparison import of_comparison, of_held
from grader.exam.public.pytest_messages import DOES_NOT_HOLD, NOTHING_SAID, ONLY_VALUES, of_pytest, without_addresses
from grader.exam.task.task_guests import LoadFailedError
from grader.exam.wording import relation
from grader.host.failures import CallFailedError
from grader.host.replies import CallFailure
from grader.model import PUBLIC_TESTS, CallRecord, CallStatus, Evidence, Excerpt, FeedbackLevel, Finding, Outcome
from grader.wire.messages import TracebackFrame
from grader.wire.public_tests import FoundTest

Failed = LoadFailedError | CallFailedError
Files = Mapping[str, bytes]
MAX_LINES = 6
_NOTHING = re.compile(r"\b(?:not|is|got|gives|found) None(?:Type)?\b")
_NO_FILE = re.compile(r"'(?:[^']{0,200}/)?([^/']{1,120})'")
_SAID = frozenset({"SystemExit", "ModuleUnavailableError", "EOFError", "ModuleNotFoundError"})
"""Exceptions whose message does not help a novice: it is empty, the harness's own, or in the explanation already."""
_COMPARED = "\nassert "  # below an author's own sentence, pytest spells out what was compared


def judge_public(failed: Failed | None, work: StudentCode = StudentCode(), shared: str = "") -> Verdict:  # noqa: B008 # frozen
    """The verdict on a public test.

    Args:
        failed: What it ended with.
        work: The student's files, with the cells of a notebook.
        shared: What the source says that objects or calls share unintentionally.
    """
    if failed is None or isinstance(failed, LoadFailedError):
        return judge(failed, work=work)
    failure = failed.failure
    if failure.call_status is not CallStatus.RAISED:
        return with_cause(judge(failed, work=work), shared)
    if "Skipped" in failure.type_names:
        return _verdict(Outcome.NOT_RUN, CallStatus.RETURNED, _sentence(f"Skipped: {failure.message}"))
    if "NotImplementedError" in failure.type_names:
        return _verdict(Outcome.NOT_RUN, CallStatus.RAISED, _unwritten(failure, work.files))
    if failure.frames and not _of_test(failure.frames[-1]):
        own = [frame for frame in failure.frames if frame.file in work.files and not _of_test(frame)]
        return with_cause(_verdict(Outcome.FAILED, CallStatus.RAISED, *_raised(failure, own, work)), shared)
    if not {"AssertionError", "Failed"}.isdisjoint(failure.type_names):
        said = of_held(failure.halt, failure.message)
        wrong = of_pytest(failure.halt, failure.message) or _found_wrong(failure.message)
        none = [relation.NONE] if not said and _is_none(wrong[0]) else []
        words = [*filter(None, [said]), *wrong, *none, *of_comparison(failure.halt)]
    else:
        held = of_held(failure.halt, failure.message)
        words = [held, *_place(failure.frames)] if held else _ended_test(failure, work)
    return with_cause(_verdict(Outcome.FAILED, CallStatus.RETURNED, *dict.fromkeys(words)), shared)


def evidence(failed: Failed, test: FoundTest, verdict: Verdict, own: Files, tests: Files) -> Evidence:
    """What there is to see of a test that did not pass: the student's line, the test, and what was printed.

    Args:
        failed: What it ended with.
        test: The test.
        verdict: What is said about it.
        own: The student's files, with the cells of a notebook.
        tests: The files of the public tests.
    """
    failure = failed.failure
    own = {name: content for name, content in own.items() if name not in tests}
    wrong = verdict.outcome is Outcome.FAILED
    line = around(failure, own, FeedbackLevel.CATEGORY) if wrong and verdict.call_status is CallStatus.RAISED else None
    ran = isinstance(failed, CallFailedError) and verdict.call_status is not CallStatus.MISSING
    shown = _code(test, failure, tests) if wrong and ran else None
    printed = (CallRecord(target=test.name, call_status=verdict.call_status, printed=failure.printed),)
    return Evidence(
        findings=verdict.findings,
        calls=printed if failure.printed else (),
        excerpts=tuple(filter(None, (line, shown))),
    )


def _code(test: FoundTest, failure: CallFailure, tests: Files) -> Excerpt | None:
    """The test, with the line that it reached."""
    lines = [frame.line for frame in failure.frames if frame.file == test.file]
    found = definition(test.name.partition("[")[0].replace("::", "."), test.file, tests)
    if found is None or not lines:
        return found
    reached = next((line for line in lines if found.first <= line < found.first + len(found.lines)), 0)
    return replace(found, marked=reached)


def _unwritten(failure: CallFailure, files: Files) -> str:
    """Which function is still to be written."""
    frame = next((frame for frame in reversed(failure.frames) if not _of_test(frame)), None)
    if frame is None:
        return "What it tests is not written yet."
    name = name_at(frame.file, frame.line, files)
    return f"`{name}` in {frame.file} is not written yet." if name else f"{frame.file} is not written yet."


def _found_wrong(message: str) -> list[str]:
    """The author's own sentence, without what pytest adds to it."""
    lines = [line.rstrip() for line in message.partition(_COMPARED)[0].splitlines() if line.strip()]
    if not lines:
        return [NOTHING_SAID]
    return [_sentence(lines[0]) if len(lines) == 1 else lines[0], *lines[1:MAX_LINES]]


def _is_none(sentence: str) -> bool:
    """Whether a sentence says that something is None; what a test asserts to be None is not."""
    if sentence.startswith(ONLY_VALUES):
        return sentence.removeprefix(ONLY_VALUES).startswith("None ")
    return _NOTHING.search(sentence.rpartition(DOES_NOT_HOLD)[2]) is not None


def _ended_test(failure: CallFailure, work: StudentCode) -> list[str]:
    """Why a line of the test itself raised: what the usual reason is, or Python's own words."""
    said = _not_written(failure) or explained(failure, work)
    if not said:
        return [_sentence(f"The test could not go on: {_exception(failure)}"), *_place(failure.frames)]
    return [said, *_place(failure.frames), *_of_python(failure)]


def _not_written(failure: CallFailure) -> str:
    """That a test found no file to read: no name or path in the student's code is then wrong, but nothing wrote one."""
    found = _NO_FILE.search(failure.message) if "FileNotFoundError" in failure.type_names else None
    return f"The test found no file '{found[1]}': if your code is to write it, it did not." if found else ""


def _raised(failure: CallFailure, own: Sequence[TracebackFrame], work: StudentCode) -> list[str]:
    """Why student code raised: first in words for a novice, if possible, then in Python's own words."""
    said = explained(failure, work)
    if not said:
        return [_sentence(f"It raised {_exception(failure)}"), *_place(own)]
    return [said, *_place(own), *_of_python(failure)]


def _of_python(failure: CallFailure) -> list[str]:
    """Python's own words below an explanation, if they add anything to it that a novice can look up."""
    if _SAID.intersection(failure.type_names) or speaks_of_internals(failure.message):
        return []
    return [_sentence(f"Python says: {_exception(failure)}")]


def _exception(failure: CallFailure) -> str:
    name = failure.type_names[0] if failure.type_names else "an exception"
    return f"{name}: {failure.message}".rstrip(": ")


def _place(frames: Sequence[TracebackFrame]) -> list[str]:
    if not frames:
        return []
    frame = frames[-1]
    return [f"It happened in line {frame.line} of {frame.file}: {frame.source}"]


def _of_test(frame: TracebackFrame) -> bool:
    return frame.file.startswith(f"{PUBLIC_TESTS}/")


def _verdict(outcome: Outcome, call_status: CallStatus, *sentences: str) -> Verdict:
    words = [without_addresses(sentence) for sentence in sentences]
    return Verdict(outcome, call_status, tuple(Finding(FeedbackLevel.CATEGORY, each) for each in words))


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."

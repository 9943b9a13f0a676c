"""How a public test ended -> what is said about it, and the code that shows it. Trusted side: runs neither.

Nothing is held back, for public tests keep no secret. What is still to be written is told apart from what is wrong.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from grader.exam.judging.excerpt import around, definition, name_at
from grader.exam.judging.verdict import Verdict, judge
from grader.exam.task.task_run import LoadFailedError
from grader.exam.wording import relation
from grader.host.failures import CallFailedError
from grader.host.replies import CallFailure
from grader.model import PUBLIC_TESTS, CallRecord, CallStatus, Evidence, Excerpt, FeedbackLevel, Finding, Outcome
from grader.wire.messages import TracebackFrame
from grader.wire.public_tests import FoundTest

Failed = LoadFailedError | CallFailedError
Files = Mapping[str, bytes]
MAX_LINES = 6
_COMPARED = "\nassert "  # below an author's own sentence, pytest spells out what was compared


def judge_public(failed: Failed | None, files: Files) -> Verdict:
    """The verdict on a public test; `files` are the student's, with the cells of a notebook."""
    if failed is None or isinstance(failed, LoadFailedError) or failed.failure.call_status is not CallStatus.RAISED:
        return judge(failed, files=files)
    failure = failed.failure
    if "Skipped" in failure.type_names:
        return _verdict(Outcome.NOT_RUN, CallStatus.RETURNED, _sentence(f"Skipped: {failure.message}"))
    if "NotImplementedError" in failure.type_names:
        return _verdict(Outcome.NOT_RUN, CallStatus.RAISED, _unwritten(failure, files))
    if failure.frames and not _of_test(failure.frames[-1]):
        own = [frame for frame in failure.frames if frame.file in files and not _of_test(frame)]
        words = _sentence(f"It raised {_exception(failure)}")
        return _verdict(Outcome.FAILED, CallStatus.RAISED, words, *_place(own))
    if not {"AssertionError", "Failed"}.isdisjoint(failure.type_names):
        return _verdict(Outcome.FAILED, CallStatus.RETURNED, *_found_wrong(failure.message))
    words = _sentence(f"The test could not go on with what came back: {_exception(failure)}")
    return _verdict(Outcome.FAILED, CallStatus.RETURNED, words, *_usual_reason(failure), *_place(failure.frames))


def evidence(failed: Failed, test: FoundTest, verdict: Verdict, own: Files, tests: Files) -> Evidence:
    """What there is to see of a test that did not pass: the student's line, the test, and what was printed.

    Args:
        failed: What it ended with.
        test: The test.
        verdict: What is said of it.
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
    """The test, with the line that it got to."""
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
    """The author's own sentence or, failing that, what pytest compared."""
    lines = [line.rstrip() for line in message.partition(_COMPARED)[0].splitlines() if line.strip()]
    if not lines:
        return ["The test failed without a message."]
    return [_sentence(lines[0]) if len(lines) == 1 else lines[0], *lines[1:MAX_LINES]]


def _exception(failure: CallFailure) -> str:
    name = failure.type_names[0] if failure.type_names else "an exception"
    return f"{name}: {failure.message}".rstrip(": ")


def _usual_reason(failure: CallFailure) -> list[str]:
    """The usual reason if a test got None."""
    nothing = "'NoneType'" in failure.message
    return [relation.NONE] if nothing else []


def _place(frames: Sequence[TracebackFrame]) -> list[str]:
    if not frames:
        return []
    frame = frames[-1]
    return [f"It happened in line {frame.line} of {frame.file}: {frame.source}"]


def _of_test(frame: TracebackFrame) -> bool:
    return frame.file.startswith(f"{PUBLIC_TESTS}/")


def _verdict(outcome: Outcome, call_status: CallStatus, *sentences: str) -> Verdict:
    return Verdict(outcome, call_status, tuple(Finding(FeedbackLevel.CATEGORY, sentence) for sentence in sentences))


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."

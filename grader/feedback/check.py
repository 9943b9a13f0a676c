"""A student's own check -> what is said about it. Public tests are counted instead of points. Trusted side; pure."""

from collections.abc import Sequence

from grader.feedback.measures import Counts, Points
from grader.feedback.overview import Advice, Detail, Feedback, TaskFeedback, TaskStatus, task_feedback
from grader.feedback.words import ISOLATIONS, capitalised
from grader.model import CheckResult, Outcome, TaskResult, TestResult
from grader.sanitize import clean_line, spans

NOTHING_RAN = "No task has been begun, so nothing was run: what the tests find in the handout is known."


def check_feedback(check: CheckResult) -> Feedback:
    """What is said about a check."""
    tasks = tuple(_task(number, task) for number, task in enumerate(check.tasks, start=1))
    return Feedback(
        title=clean_line(check.title),
        submission=clean_line(check.submission),
        points=Points.of(check.passed, len(check.tests)),
        counts=Counts.of(check.tests),
        headline=_headline(check),
        advice=_advice(check.tasks, tasks),
        tasks=tasks,
        notes=tuple(spans(clean_line(note)) for note in check.notes),
        isolation=ISOLATIONS[check.isolation] if check.isolation else NOTHING_RAN,
        facts=(
            Detail("Assignment", clean_line(check.assignment)),
            Detail("Isolation", check.isolation or "not needed"),
            Detail("Your files", clean_line(check.digest), "A digest of what was checked."),
        ),
    )


def tally(tests: Sequence[TestResult]) -> str:
    """What did not pass: `2 wrong, 3 not written yet`; empty if everything did."""
    if tests and all(test.unwritten for test in tests):
        return "not written yet"
    unwritten = sum(test.unwritten for test in tests)
    wrong = sum(test.outcome is Outcome.FAILED for test in tests)
    skipped = sum(test.outcome is Outcome.NOT_RUN for test in tests) - unwritten
    counts = ((wrong, "wrong"), (unwritten, "not written yet"), (skipped, "skipped"))
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def _headline(check: CheckResult) -> str:
    if check.passed == len(check.tests):
        return "Every public test passes."
    if all(test.unwritten for test in check.tests):
        return "Nothing is written yet, and that is where everybody starts."
    return f"{capitalised(tally(check.tests))}."


def _advice(results: Sequence[TaskResult], tasks: Sequence[TaskFeedback]) -> Advice | None:
    """Wrong results first, then code that is still to be written."""
    for words, outcome in (("Look first at", Outcome.FAILED), ("Next to write:", Outcome.NOT_RUN)):
        for result, task in zip(results, tasks, strict=True):
            if any(test.outcome is outcome for test in result.tests):
                return Advice(words=words, task=task)
    return None


def _task(number: int, task: TaskResult) -> TaskFeedback:
    passed = sum(test.outcome is Outcome.PASSED for test in task.tests)
    return task_feedback(number, task, Points.of(passed, len(task.tests)), _stands(task, passed))


def _stands(task: TaskResult, passed: int) -> tuple[TaskStatus, str, str]:
    if not task.tests:
        return TaskStatus.OPEN, "No public tests", ""
    if passed == len(task.tests):
        return TaskStatus.COMPLETE, "All pass", ""
    if all(test.unwritten for test in task.tests):
        return TaskStatus.OPEN, capitalised(tally(task.tests)), ""
    if any(test.outcome is Outcome.FAILED for test in task.tests):
        return TaskStatus.FAILED, "Something is wrong", tally(task.tests)
    return (TaskStatus.PARTLY if passed else TaskStatus.OPEN), "Right so far", tally(task.tests)

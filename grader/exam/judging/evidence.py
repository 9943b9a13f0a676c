"""What a report may need to show of a test, its figures included, gathered while its guests live. Trusted side."""

import io
from collections.abc import Callable
from typing import Any

from grader.exam.judging.attempt import Attempt
from grader.exam.judging.excerpt import excerpts
from grader.exam.task.task_run import TaskRun
from grader.model import Evidence, FeedbackLevel, Outcome


def evidence_of(attempt: Attempt, run: TaskRun, feedback_level: FeedbackLevel) -> Evidence:
    """What the test saw; without calls if it passed, since there is nothing to explain."""
    verdict = attempt.verdict
    if verdict.outcome is Outcome.PASSED:
        return Evidence(profile=verdict.profile)
    calls = run.calls()
    return Evidence(
        findings=verdict.findings,
        calls=calls,
        excerpts=excerpts(attempt.raised, calls, run.submitted.sources, run.submitted.files),
        profile=verdict.profile,
        expected=verdict.expected,
        figures=run.pictures() if feedback_level.allows(FeedbackLevel.INPUTS) else (),
        expected_figures=draw_figure(verdict.figure)
        if verdict.figure and feedback_level.allows(FeedbackLevel.VALUES)
        else (),
        problem=verdict.problem,
        traceback=verdict.traceback,
    )


WIDTH_PIXELS = 640


def draw_figure(make: Callable[[], Any]) -> tuple[bytes, ...]:
    """Draws the figure that `make` returns, as wide as a report shows it, and closes it."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 # half a second, and only for assignments that draw

    figure = make()
    try:
        file = io.BytesIO()
        figure.savefig(file, format="png", dpi=WIDTH_PIXELS / figure.get_figwidth(), metadata={"Software": None})
        return (file.getvalue(),)
    finally:
        plt.close(figure)

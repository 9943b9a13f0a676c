"""How long tests took -> what a student may know about it. Trusted side; pure.

By waiting, code could reveal through its time what it saw of a hidden input. So below the level at which inputs are
shown, each test gets an equal share of the total time of all such tests, in whole seconds, which the log of any job
shows anyway.
"""

import math
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from grader.model import FeedbackLevel, Grade, TestResult

Seconds: TypeAlias = Mapping[tuple[str, str], float]
"""Id of a task and name of a test -> seconds."""


def shown_times(grade: Grade, measured: Seconds) -> dict[tuple[str, str], float]:
    """The time to show for each test; empty if none was measured."""
    if not measured:
        return {}
    hidden = [key for key, test in _tests(grade) if not test.feedback_level.allows(FeedbackLevel.INPUTS)]
    together = math.ceil(sum(measured.get(key, 0.0) for key in hidden))
    return {key: measured.get(key, 0.0) for key, _ in _tests(grade)} | {key: together / len(hidden) for key in hidden}


def _tests(grade: Grade) -> Iterator[tuple[tuple[str, str], TestResult]]:
    for task in grade.tasks:
        for test in task.tests:
            yield (task.id, test.name), test

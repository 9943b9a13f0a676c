"""How long tests took -> what of it a student may be told. Trusted side; pure.

Code that waits could say by its time what it saw of a hidden input. So below the level at which inputs are shown a test
has an equal share of what all such tests took together, in whole seconds, which the log of any job tells anyway.
"""

import math
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from grader.model import FeedbackLevel, Grade, TestResult

Seconds: TypeAlias = Mapping[tuple[str, str], float]
"""Id of a task and name of a test -> seconds."""


def shown_times(grade: Grade, measured: Seconds) -> dict[tuple[str, str], float]:
    """The time of each test to tell; nothing where none was measured."""
    if not measured:
        return {}
    hidden = [key for key, test in _tests(grade) if not test.feedback_level.allows(FeedbackLevel.INPUTS)]
    together = math.ceil(sum(measured.get(key, 0.0) for key in hidden))
    return {key: measured.get(key, 0.0) for key, _ in _tests(grade)} | {key: together / len(hidden) for key in hidden}


def _tests(grade: Grade) -> Iterator[tuple[tuple[str, str], TestResult]]:
    for task in grade.tasks:
        for test in task.tests:
            yield (task.id, test.name), test

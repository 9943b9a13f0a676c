"""The examples of a property test, drawn before anything is asked, so that a guest gets what they ask in one batch.
Trusted side.

Only a test that passes is run on answers that came ahead. Whatever else becomes of it, it is run as if nothing had been
asked, except that what failed once has failed.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import pytest

from grader.exam.task.task_run import TaskRun
from grader.host.asking_ahead import AskedOtherwiseError, FirstRequestError
from grader.wire.messages import Call

FORESEEABLE = frozenset({"student", "reference"})
"""The fixtures of a test whose first request is the same each time it is run on an example."""

OUTCOMES = (pytest.fail.Exception, pytest.skip.Exception)
"""How a test may end that is no Exception."""

Example = tuple[tuple[Any, ...], dict[str, Any]]


class ForeseenExamples:
    """Collects examples and what each asks first. `fixtures` are those of the test, without the student."""

    def __init__(self, test: Callable[..., object], run: TaskRun, fixtures: Mapping[str, Any]) -> None:
        self._test = test
        self._run = run
        self._fixtures = fixtures
        self._student = run.foreseeing_student()
        self._examples: list[Example] = []
        self._calls: list[Call] = []
        self._known = True

    def __call__(self, *arguments: Any, **keywords: Any) -> None:
        """Notes an example up to its first request."""
        drawn = {name: value for name, value in keywords.items() if name not in FORESEEABLE}
        try:
            example = deepcopy((arguments, drawn))  # which the test may change
            self._test(*arguments, **drawn, **self._fixtures, student=self._student)
        except FirstRequestError as first:
            self._note(first.call)
        except (Exception, *OUTCOMES) as error:
            if is_of_hypothesis(error):  # which draws another example then
                raise
            self._known = False
            return
        self._examples.append(example)

    def _note(self, call: Call | None) -> None:
        if call is None:
            self._known = False
        else:
            self._calls.append(call)

    @property
    def is_known(self) -> bool:
        """Whether it is known of all of them what they ask first."""
        return self._known and bool(self._calls)

    def ask(self) -> bool:
        """Has the student's guest answer all of them in one batch; returns whether it has."""
        return self._run.call_ahead(self._calls)

    def all_pass(self, student: Any) -> bool:
        """Whether all of them pass on these answers, and ask nothing else.

        Raises:
            Exception: What the first example that fails raised.
        """
        __tracebackhide__ = True
        try:
            for arguments, drawn in self._examples:
                self._test(*arguments, **drawn, **self._fixtures, student=student)
        except (AskedOtherwiseError, *OUTCOMES):
            return False
        return not self._run.answers_left


def is_of_hypothesis(error: BaseException) -> bool:
    """Whether Hypothesis raised it, to reject an example or for its own sake."""
    return type(error).__module__.startswith("hypothesis")

"""The examples of a property test, drawn in advance, so that a guest gets their first requests in one batch. Trusted
side.

Only a passing test relies on answers that came in advance. In all other cases it is run again as if nothing had been
asked, except that a failure remains a failure.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import pytest

from grader.exam.task.task_run import TaskRun
from grader.host.asking_ahead import AskedOtherwiseError, FirstRequestError
from grader.wire.messages import Call

FORESEEABLE = frozenset({"student", "reference"})
"""The fixtures of a test whose first request for an example is always the same."""

OUTCOMES = (pytest.fail.Exception, pytest.skip.Exception)
"""How a test may end other than with an Exception."""

Example = tuple[tuple[Any, ...], dict[str, Any]]


class ForeseenExamples:
    """Collects examples and the first request of each. `fixtures` are those of the test, without the student."""

    def __init__(self, test: Callable[..., object], run: TaskRun, fixtures: Mapping[str, Any]) -> None:
        self._test = test
        self._run = run
        self._fixtures = fixtures
        self._student = run.foreseeing_student()
        self._examples: list[Example] = []
        self._calls: list[Call] = []
        self._known = True

    def __call__(self, *arguments: Any, **keywords: Any) -> None:
        """Runs an example up to its first request, and notes both."""
        drawn = {name: value for name, value in keywords.items() if name not in FORESEEABLE}
        try:
            example = deepcopy((arguments, drawn))  # since the test may change it
            self._test(*arguments, **drawn, **self._fixtures, student=self._student)
        except FirstRequestError as first:
            self._note(first.call)
        except (Exception, *OUTCOMES) as error:
            if is_of_hypothesis(error):  # it then draws another example
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
        """Whether the first requests of all examples are known."""
        return self._known and bool(self._calls)

    def ask(self) -> bool:
        """Lets the student's guest answer all of them in one batch; returns whether it did."""
        return self._run.call_ahead(self._calls)

    def all_pass(self, student: Any) -> bool:
        """Whether all examples pass with these answers, without further requests.

        Raises:
            Exception: The exception of the first failing example.
        """
        __tracebackhide__ = True
        try:
            for arguments, drawn in self._examples:
                self._test(*arguments, **drawn, **self._fixtures, student=student)
        except (AskedOtherwiseError, *OUTCOMES):
            return False
        return not self._run.answers_left


def is_of_hypothesis(error: BaseException) -> bool:
    """Whether Hypothesis raised it, to reject an example or because of an error of its own."""
    return type(error).__module__.startswith("hypothesis")

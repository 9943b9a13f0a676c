"""The part of a class's grades that is kept until the end of the run: for its page and tables, without evidence.

Trusted; pure. A grade contains what its tests saw, including pictures, which would fill the memory for a class of
thousands. Most of the rest is the same for most of the class.
"""

from typing import TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from grader.model import Evidence, Grade, SubmissionResult, TaskResult, TestResult

_T = TypeVar("_T")


class LeanResults:
    """Makes results lean, and shares their equal parts."""

    def __init__(self) -> None:
        self._known: dict[object, object] = {}

    def of(self, result: SubmissionResult) -> SubmissionResult:
        """The result with only what the page of a class and its gradebook need."""
        if not isinstance(result, Grade):
            return result
        tasks = tuple(map(self._task, result.tasks))
        return replace(result, tasks=tasks, notes=(), provenance=self._one(result.provenance), executed=UNSET)

    def _task(self, task: TaskResult) -> TaskResult:
        return self._one(replace(task.without_picture(), tests=tuple(map(self._test, task.tests))))

    def _test(self, test: TestResult) -> TestResult:
        readable = (part for part in test.evidence.findings if test.feedback_level.allows(part.level))
        first = next(readable, None)
        evidence = Evidence(findings=() if first is None else (first,), problem=test.evidence.problem)
        return self._one(replace(test, evidence=evidence))

    def _one(self, thing: _T) -> _T:
        """The first object that was equal to this one."""
        known: _T = self._known.setdefault(thing, thing)  # type: ignore[assignment] # of the same type, being equal
        return known

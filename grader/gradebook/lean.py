"""What is kept of the grades of a class until its end: what its page and its tables say, and no evidence.

Trusted; pure. A grade holds what its tests saw, pictures too, and a class of thousands would fill the memory with it.
Most of what is left is the same for most of the class.
"""

from typing import TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from grader.model import Evidence, Grade, SubmissionResult, TaskResult, TestResult

_T = TypeVar("_T")


class LeanResults:
    """Makes results lean, of which equal parts are one object then."""

    def __init__(self) -> None:
        self._known: dict[object, object] = {}

    def of(self, result: SubmissionResult) -> SubmissionResult:
        """The same with what the page of a class and its gradebook say of it."""
        if not isinstance(result, Grade):
            return result
        tasks = tuple(map(self._task, result.tasks))
        return replace(result, tasks=tasks, notes=(), provenance=self._one(result.provenance), executed=UNSET)

    def _task(self, task: TaskResult) -> TaskResult:
        return self._one(replace(task, tests=tuple(map(self._test, task.tests))))

    def _test(self, test: TestResult) -> TestResult:
        readable = (part for part in test.evidence.findings if test.feedback_level.allows(part.level))
        first = next(readable, None)
        evidence = Evidence(findings=() if first is None else (first,), problem=test.evidence.problem)
        return self._one(replace(test, evidence=evidence))

    def _one(self, thing: _T) -> _T:
        """The first object that was equal to this one."""
        known: _T = self._known.setdefault(thing, thing)  # type: ignore[assignment] # of the same type, being equal
        return known

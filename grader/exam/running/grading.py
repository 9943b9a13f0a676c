"""Grades one submission after another: all tests of each task, then the diagnosis of those that failed. Trusted side.

Knows which tests a task has and what results add up to; running a single test is up to `item_runner`.
"""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

import pytest
from msgspec import UNSET

from grader.assignment import Task
from grader.exam.diagnosis.likeness import Trials
from grader.exam.diagnosis.misconceptions import CatalogueEntry
from grader.exam.running.diagnosis_pass import DiagnosisPass, TaskTests, Tested
from grader.exam.running.item_runner import Examined, ItemRunner
from grader.exam.running.likeness_pass import LikenessPass
from grader.exam.running.manual import manual_results
from grader.exam.running.marks import unmet
from grader.exam.running.right_work import RightWork
from grader.exam.running.seeds import provenance
from grader.exam.running.stage import Stage
from grader.exam.source.redefinitions import hints
from grader.exam.task.first_loads import why_unavailable
from grader.host.call_cache import CallCache
from grader.host.time_budget import TimeBudget
from grader.model import Grade, Submission, TaskResult, TestResult

DIAGNOSIS_SHARE = 3.0
"""Of the computing time of a task, for all that the reruns of a diagnosis ask: each test about once more, and again
from its beginning where one rerun went on for longer than those before. What takes longer is left undiagnosed."""
LIKENESS_SHARE = 0.5
"""Of the computing time of a task, for the known mistakes that are handed in: in a task that draws figures they would
take longer than the student's work and its diagnosis together."""
NOTHING_KNOWN: Mapping[str, float] = MappingProxyType({})
Timed = Callable[[str, str, float], object]
"""Called for each test: the id of its task, its name, and the seconds that it took, including student code."""


class Grading:
    """Grades submissions with the tests of each task, by its id."""

    def __init__(
        self,
        stage: Stage,
        items: Mapping[str, Sequence[pytest.Item]],
        runner: ItemRunner,
        mistakes: Sequence[CatalogueEntry],
        timed: Timed | None = None,
    ) -> None:
        """`mistakes` are the known ones; `timed` is called with the time of each test, which is not graded."""
        self._stage = stage
        self._assignment = stage.assignment
        self._items = items
        self._runner = runner
        self._diagnosis_pass = DiagnosisPass(mistakes, runner.rerun)
        self._likeness_pass = LikenessPass(mistakes, Trials(runner.try_mistake))
        self._right_work = RightWork(runner.reference_passes)
        self._timed = timed
        self._provenance = provenance(stage.seed, stage.assignment.slug)

    def grade(
        self, submission: Submission, only: Collection[str] | None, known: Mapping[str, float] = NOTHING_KNOWN
    ) -> Grade:
        """Grades all tasks, or only these; tasks with a `known` score get it, and none of their tests runs."""
        unavailable = dict(submission.problems)  # extended by what the tasks find out
        with self._stage.submission(submission) as run_notes:
            tasks = tuple(
                self._known(task, known[task.id], unavailable)
                if task.id in known
                else self._task(task, submission, unavailable)
                for task in self._assignment.tasks
                if only is None or task.id in only
            )
        tasks = self._assignment.in_order((*tasks, *manual_results(self._assignment, submission, only)))
        return Grade(
            assignment=self._assignment.slug,
            title=self._assignment.manifest.title,
            submission=submission.id,
            digest=submission.digest,
            isolation=self._stage.zygote().level,
            score=round(sum(task.score for task in tasks), 6),
            max_score=sum(task.required_points for task in tasks),
            tasks=tasks,
            notes=(
                *submission.notes,
                *self._stage.first_loads.notes(),
                *run_notes,
                *hints(self._assignment, submission, tasks),
            ),
            provenance=self._provenance,
        )

    def _task(self, task: Task, submission: Submission, unavailable: dict[str, str]) -> TaskResult:
        call_cache, time_budget = CallCache(), TimeBudget.of(self._assignment.manifest.limits)
        with self._stage.task(task, submission, unavailable, call_cache, time_budget):
            examined = self._examined(task)
        settled = [
            Tested(item, self._right_work.settled(item, each.result, each.on_value), each.written)
            for item, each in zip(self._items[task.id], examined, strict=True)
        ]
        results = self._diagnosed(
            task, submission, unavailable, settled, call_cache, time_budget.again(DIAGNOSIS_SHARE)
        )
        return _result(task, round(sum(test.score for test in results), 6), results)

    def _known(self, task: Task, score: float, unavailable: dict[str, str]) -> TaskResult:
        """A task that is not examined; effects of its modules on other tasks are as in a complete grading."""
        failures = self._stage.first_loads.failures
        for module in task.modules:
            if module in failures:
                unavailable.setdefault(module, why_unavailable(module, failures[module]))
        return _result(task, score, ())

    def _examined(self, task: Task) -> list[Examined]:
        """What the tests of a task found."""
        examined: list[Examined] = []
        for item in self._items[task.id]:
            began = time.monotonic()
            found = self._runner.run(item, unmet(item, [each.result for each in examined]))
            examined.append(found)
            if self._timed is not None:
                self._timed(task.id, found.result.name, time.monotonic() - began)
        return examined

    def _diagnosed(
        self,
        task: Task,
        submission: Submission,
        unavailable: Mapping[str, str],
        examined: TaskTests,
        call_cache: CallCache,
        time_budget: TimeBudget,
    ) -> Sequence[TestResult]:
        """The results of a task with the known mistakes that explain them, in guests and time of their own."""
        if not self._diagnosis_pass.is_due(task, examined):
            return [test.result for test in examined]
        with self._stage.task(task, submission, dict(unavailable), call_cache, time_budget):
            found = self._diagnosis_pass.run(task, examined)
        if not found.unexplained:
            return found.results
        seconds = LIKENESS_SHARE * self._assignment.manifest.limits.task_seconds
        return self._likeness_pass.run(task, self._items[task.id], found.results, found.unexplained, seconds)


def _result(task: Task, score: float, tests: Sequence[TestResult]) -> TaskResult:
    return TaskResult(
        id=task.id,
        title=task.title,
        score=score,
        max_score=task.points,
        tests=tuple(tests),
        about=task.about,
        formulas=task.formulas,
        bonus=task.bonus or UNSET,
    )

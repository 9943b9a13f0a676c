"""What is being examined right now: one task of one submission, with the reference or what replaces it. Trusted side.

Fixtures read it while a test runs; the code that grades a submission sets it.
"""

import contextlib
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from grader.assignment import Assignment, Task
from grader.errors import AssignmentError
from grader.exam.running.marks import is_pure, name_of, task_of
from grader.exam.running.seeds import Seed, guest_seed
from grader.exam.task.first_loads import FirstLoads, first_loads
from grader.exam.task.notebook import run_notebook, start_notebook
from grader.exam.task.submitted_task import SubmittedTask
from grader.exam.task.task_run import TaskRun
from grader.host.call_cache import CallCache
from grader.host.notebook import NotebookRun
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import Submission


class Stage:
    """Holds one submission at a time."""

    def __init__(self, assignment: Assignment, seed: Seed, zygote: Callable[[], Zygote]) -> None:
        """`zygote` returns what guests are forked from, once it runs."""
        self.assignment = assignment
        self.seed = seed
        self.zygote = zygote
        self.first_loads = FirstLoads()
        self.reference: ModuleType | None = None
        """What replaces the reference while a diagnosis runs a test again, if anything."""
        self.rerunning = False
        """Whether a test is run again to tell its comparisons apart."""
        self.item: pytest.Item | None = None
        """The test that runs, or ran last."""
        self._run: TaskRun | None = None
        self._notebook: NotebookRun | None = None

    @property
    def run(self) -> TaskRun:
        """The task that is being examined. Raises AssignmentError outside a test."""
        if self._run is None:
            raise AssignmentError("A student's module can be had only inside a test.")
        return self._run

    @property
    def test(self) -> pytest.Item:
        """The test that runs: pytest creates what it passes to fixtures anew for each of them, which takes longer.

        Raises:
            AssignmentError: No test runs.
        """
        if self.item is None:
            raise AssignmentError("A fixture of the exam can be had only inside a test.")
        return self.item

    def guest_seed(self, item: pytest.Item) -> int:
        """What student code draws from: the same in all tests of a task that share their answers."""
        task = task_of(item, self.assignment).id
        return guest_seed(self.seed, f"task {task}" if is_pure(item) else f"test {name_of(item)}")

    @contextlib.contextmanager
    def submission(self, submission: Submission) -> Iterator[list[str]]:
        """Checks how its modules load, and runs its notebook for the tasks graded from it; yields notes on that."""
        self.first_loads = first_loads(self.assignment, submission, self.zygote())
        try:
            self._notebook = start_notebook(self.assignment, submission, self.zygote())
            yield [] if self._notebook is None else run_notebook(self._notebook, submission)
        finally:
            if self._notebook is not None:
                self._notebook.close()
            self._notebook = None
            self.first_loads.close()

    @contextlib.contextmanager
    def task(
        self,
        task: Task,
        submission: Submission,
        unavailable: dict[str, str],
        call_cache: CallCache,
        time_budget: TimeBudget,
    ) -> Iterator[TaskRun]:
        """Opens one task of one submission for the fixtures, with a time budget for its guests.

        Modules that turn out not to load are added to those that are `unavailable`, with the reason.
        """
        submitted = SubmittedTask(
            self.assignment, task, submission, unavailable, self._notebook, first_loads=self.first_loads
        )
        self._run = TaskRun(submitted, self.zygote(), call_cache, time_budget)
        try:
            yield self._run
        finally:
            self._run.close()
            self._run = None

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Makes room for another submission between two tasks of this one."""
        kept = self._notebook, self.first_loads
        self._notebook, self.first_loads = None, FirstLoads()
        try:
            yield
        finally:
            self._notebook, self.first_loads = kept

    @contextlib.contextmanager
    def standing_in(self, reference: ModuleType | None) -> Iterator[None]:
        """Within this context, a test is run again with this as the reference."""
        self.reference, self.rerunning = reference, True
        try:
            yield
        finally:
            self.reference, self.rerunning = None, False

"""Opens the guests of one task: each loads the student's modules or copies a notebook's run. Trusted side."""

from collections.abc import Callable, Mapping

from grader.exam.task.first_loads import why_unavailable
from grader.exam.task.loading import Loading
from grader.exam.task.notebook import notebook_files, why_missing
from grader.exam.task.submitted_task import SubmittedTask
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.notebook import NotebookRun
from grader.host.replies import CallFailure
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import CallStatus, FeedbackLevel, Notebook
from grader.wire.values import Value


class LoadFailedError(Exception):
    """The student's module did not load, so that no test of its task can run."""

    def __init__(self, module: str, failure: CallFailure, level: FeedbackLevel = FeedbackLevel.CATEGORY) -> None:
        """`level` is the lowest level at which all of it may be shown."""
        super().__init__(failure.reason)
        self.module = module
        self.failure = failure
        self.level = level


class TaskGuests:
    """Opens guests that have loaded what a task needs, and remembers why that failed."""

    def __init__(
        self, submitted: SubmittedTask, zygote: Zygote, time_budget: TimeBudget, before_load: Callable[[Guest], None]
    ) -> None:
        """`before_load` is called with each guest that has nothing of the student's yet; a notebook's copies have."""
        self._submitted = submitted
        self._zygote = zygote
        self._time_budget = time_budget
        self._before_load = before_load
        self._load_failure: LoadFailedError | None = None

    def open(self, stand_ins: Mapping[str, Mapping[str, Value]]) -> Guest:
        """A guest that has loaded the student's module, for the caller to end.

        Raises:
            LoadFailedError: It does not load.
            CallFailedError: The time of the task is used up.
        """
        self._require_something()
        run, notebook = self._submitted.notebook, self._submitted.submission.notebook
        modules = self._submitted.task.modules
        if run is not None and notebook is not None and not notebook.modules.keys().isdisjoint(modules):
            return self._open_copy(run, notebook, stand_ins)
        if loaded := self._first_loaded(stand_ins):
            return loaded
        guest = Guest(self._zygote, self._submitted.assignment.manifest.limits, self._time_budget)
        self._before_load(guest)
        try:
            incident = self._loading().into(guest, stand_ins)
        except CallFailedError as error:
            guest.end()
            if self._time_budget.used_up:  # by loading it again: the module itself can be loaded
                raise
            module = self._module_of(error.failure)
            self._submitted.unavailable[module] = why_unavailable(module, error.failure)
            before = error.failure if self._first_failures is None else self._first_failures.get(module)
            raise self._load_failed(module, before, error.failure) from error
        if incident is not None:
            self._submitted.incidents[self._module_of(incident)] = incident
        return guest

    def _first_loaded(self, stand_ins: Mapping[str, Mapping[str, Value]]) -> Guest | None:
        """The guest in which the module was loaded before any hidden input was sent, if it has loaded only the same."""
        first_loads = self._submitted.first_loads
        if stand_ins or first_loads is None or first_loads.loaded is None:
            return None
        return first_loads.loaded.take(self._loading(), self._time_budget)

    def _loading(self) -> Loading:
        submitted, task = self._submitted, self._submitted.task
        loaded = notebook_files(submitted.assignment, submitted.submission)
        return Loading(
            task.module,
            loaded.files,
            loaded.own,
            {**submitted.unavailable, **submitted.unusable()},
            task.prints,
            program=task.program,
            several=task.several,
        )

    @property
    def _first_failures(self) -> Mapping[str, CallFailure] | None:
        """Why modules did not load before any hidden input was sent; None if that was not tried."""
        first_loads = self._submitted.first_loads
        return first_loads.failures if first_loads is not None else None

    def _require_something(self) -> None:
        """Requires a module to load, and time. If there are several modules, one usable module is enough."""
        problems, modules = self._submitted.submission.problems, self._submitted.task.modules
        unusable = self._submitted.unusable()
        if all(module in problems or module in unusable for module in modules):
            module = next((module for module in modules if module in problems), modules[0])
            known = (self._first_failures or {}).get(module)
            missing = CallFailure(call_status=CallStatus.MISSING, reason=problems.get(module, ""))
            raise LoadFailedError(module, known if known and module not in problems else missing)
        if self._load_failure is not None:
            raise self._load_failure
        if self._time_budget.used_up:
            raise CallFailedError(CallFailure(call_status=CallStatus.TIMED_OUT, reason=self._time_budget.exhausted()))

    def _module_of(self, failure: CallFailure) -> str:
        """Which module did not load."""
        files = [frame.file.removesuffix(".py") for frame in reversed(failure.frames)]
        return next((name for name in files if name in self._submitted.task.several), self._submitted.task.modules[0])

    def _open_copy(self, run: NotebookRun, notebook: Notebook, stand_ins: Mapping[str, Mapping[str, Value]]) -> Guest:
        """A guest with the namespace at the end of the notebook's run, which must have some name of the task."""
        module = next(name for name in self._submitted.task.modules if name in notebook.modules)
        try:
            guest = run.open(stand_ins, self._time_budget, self._submitted.task.several)
            missing = self.missing_names(guest)
        except CallFailedError as error:
            before = error.failure if self._first_failures is None else None
            raise self._load_failed(module, before, error.failure) from error
        if len(missing) == len(self._submitted.task.names):
            guest.end()
            failure = why_missing(notebook, run, module, " and ".join(missing))
            raise self._load_failed(module, failure, failure)
        return guest

    def missing_names(self, guest: Guest) -> list[str]:
        """The names of the task that a guest does not have. Raises CallFailedError if that cannot be determined."""
        task = self._submitted.task
        parts = ((part.module if task.several else "", part.names) for part in task.parts)
        return [name for module, names in parts for name in names if not guest.has(name, module)]

    def _load_failed(self, module: str, before: CallFailure | None, now: CallFailure) -> LoadFailedError:
        """The failure from before any hidden input was sent, which may be shown in full, or else the present one."""
        told = LoadFailedError(module, before) if before else LoadFailedError(module, now, FeedbackLevel.INPUTS)
        self._load_failure = told
        return told

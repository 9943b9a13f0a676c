"""How each module loads before any hidden input of a submission is sent, for feedback to the student. Trusted side.

A module may read the clock, its process id and more that reveals what went on before, so the message of a
failed load could carry what an earlier guest had learnt. The results of a load here cannot: only a message from here
is shown in full. It also has to be the same in two guests, which keeps out numbers that differ from run to run.
"""

import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from grader.assignment import Assignment
from grader.exam.task.loading import LoadedGuest, Loading
from grader.exam.task.notebook import incident_note, notebook_files
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.replies import CallFailure
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import Submission

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+\b")


class FirstLoads(Struct, frozen=True):
    """The results by module, except for those that there was no time for.

    Attributes:
        failures: Why modules do not load.
        incidents: What went wrong in modules that can be used nevertheless.
        loaded: The guest of the only load, which the task of that module may continue with.
    """

    failures: Mapping[str, CallFailure] = {}
    incidents: Mapping[str, CallFailure] = {}
    loaded: LoadedGuest | None = None

    def notes(self) -> list[str]:
        """Notes on them for the student."""
        return [incident_note(module, incident) for module, incident in self.incidents.items()]

    def close(self) -> None:
        """Ends the guest that no task has continued with, if there is one."""
        if self.loaded is not None:
            self.loaded.end()


def first_loads(assignment: Assignment, submission: Submission, zygote: Zygote) -> FirstLoads:
    """Loads each submitted module."""
    loads = _FirstLoads(assignment, submission, zygote)
    return FirstLoads(loads.failures(), loads.incidents, loads.loaded)


class _FirstLoads:
    """Loads one module after another in one guest; after a failed load in a fresh one."""

    def __init__(self, assignment: Assignment, submission: Submission, zygote: Zygote) -> None:
        self._limits = assignment.manifest.limits
        self._material = notebook_files(assignment, submission)
        self._zygote = zygote
        self._modules = {
            part.module: part.program for part in assignment.parts if f"{part.module}.py" in submission.files
        }
        alone = [task for task in assignment.tasks if not task.several]
        self._sought = {task.module: task.prints for task in reversed(alone)}  # of the first task that has the module
        self._runs_notebook = submission.notebook is not None
        self._unavailable = dict(submission.problems)
        self._time_budget = TimeBudget.of(self._limits)
        self._taken = 0.0
        self._loadings: list[Loading] = []  # in the present guest
        self.incidents: dict[str, CallFailure] = {}
        self.loaded: LoadedGuest | None = None

    def failures(self) -> Mapping[str, CallFailure]:
        found: dict[str, CallFailure] = {}
        guest = None
        for module in self._modules:
            if module in self._unavailable or self._taken > self._limits.load_seconds:
                continue
            guest = guest if guest is not None and guest.alive else self._open()
            failure = self._load(guest, module)
            if failure is not None:
                guest.end()
                self._unavailable[module] = why_unavailable(module, failure)
                if again := self._again(module, failure):
                    found[module] = again
        if guest is not None:
            self._leave(guest)
        return found

    def _leave(self, guest: Guest) -> None:
        """Ends a guest, unless it has loaded just one module: then it is as good as the one that a task would open.

        A guest that waits for others to load, or for a notebook to run, would be charged for threads that a module has
        left running.
        """
        if guest.alive and len(self._loadings) == 1 and not self._runs_notebook:
            self.loaded = LoadedGuest(guest, self._loadings[0])
        else:
            guest.end()

    def _again(self, module: str, failure: CallFailure) -> CallFailure | None:
        """The message of a failed load, if a second load gives the same."""
        guest = self._open()
        second = self._load(guest, module)
        guest.end()
        return _lasting(failure) if second is not None and _lasting(second) == _lasting(failure) else None

    def _open(self) -> Guest:
        self._time_budget = TimeBudget.of(self._limits)
        self._loadings = []
        return Guest(self._zygote, self._limits, self._time_budget)

    def _load(self, guest: Guest, module: str) -> CallFailure | None:
        before = self._time_budget.used
        loading = self._loading(module)
        self._loadings.append(loading)
        try:
            incident = loading.into(guest)
        except CallFailedError as error:
            return error.failure
        finally:
            taken = self._time_budget.used
            self._taken += taken.computing + taken.idle - before.computing - before.idle
        if incident is not None:
            self.incidents[module] = _lasting(incident)
        return None

    def _loading(self, module: str) -> Loading:
        return Loading(
            module,
            self._material.files,
            self._material.own,
            {name: reason for name, reason in self._unavailable.items() if name != module},
            self._sought.get(module, ()),
            program=self._modules[module],
        )


def why_unavailable(module: str, failure: CallFailure) -> str:
    """The explanation for other modules that import one which does not load."""
    return f"{module}.py could not be loaded: {failure.reason}"


def _lasting(failure: CallFailure) -> CallFailure:
    return replace(failure, message=_ADDRESS.sub("0x...", failure.message), printed="")

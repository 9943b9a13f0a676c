"""Runs a notebook once and gives each task a guest that is a copy of the process at the end of the run. Trusted side.

Why that keeps tasks apart as well as a run for each task would, at the cost of one run:

- The run's process (the template) is never called into. It answers requests for cells and for copies, no others.
- A copy is a fork: it has the run's memory as it was then, and the template and other copies see nothing of what it
  does to it. It has its own socket, open files and part of the scratch directory, may write nowhere else, can
  create no process, and cannot send a signal; the template may not have memory that forks would share.
- The zygote is the parent of the copies too, so each is killed and reaped from outside like any guest, at its deadline.
- A student who spoils the template with tricks spoils it for all copies alike, and for nobody else. If the template
  dies, the cells are run again for the next copy.

Threads that the cells started are not copied, as with any fork: a function that waits for one waits until its deadline.
A cell that does not end in time, or kills the process, ends the run there. The process is killed and the cells before
it are run again, so that it costs what follows it and not what came before. No cell has to cooperate in that.

If the system cannot copy a process, as on macOS, each task has a run of its own, whose process is its guest.
"""

import socket
from collections.abc import Mapping
from contextlib import ExitStack

from msgspec import Struct
from msgspec.structs import replace

from grader.assignment import Limits
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.process import GuestProcess
from grader.host.replies import CallFailure
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import CallStatus, CellKind, Notebook
from grader.wire.messages import AdoptNamespace, ForkCopy, OpenNotebook, RunCell
from grader.wire.values import Value

MAX_RUNS = 4
"""Each may compute for as long as a run may. The first may be idle for as long, and so may the others together."""
COPY_SECONDS = 5.0


class NotebookFiles(Struct, frozen=True):
    """What a notebook is run with: files by path, the assignment's own modules, why some cannot be loaded.

    The first printed line that contains each word in `sought` is kept.
    """

    files: Mapping[str, bytes]
    own: tuple[str, ...]
    unavailable: Mapping[str, str]
    sought: tuple[str, ...] = ()


class NotebookRun:
    """The run of one notebook. It starts when the first guest is asked for; `close` ends it and all its guests."""

    def __init__(self, zygote: Zygote, limits: Limits, notebook: Notebook, notebook_files: NotebookFiles) -> None:
        self._zygote = zygote
        self._limits = limits
        self._notebook = notebook
        self._material = notebook_files
        self._code = {
            number: cell.code
            for number, cell in enumerate(notebook.cells, start=1)
            if cell.kind is CellKind.CODE and cell.code.strip()
        }
        self._files = {**notebook_files.files, **notebook.cell_files()}  # what a traceback may point to
        self._last = len(notebook.cells)  # the cell after which the run ends
        self._first, self._again = _budget(limits), _budget(limits)
        self._template: Guest | None = None
        self._process: GuestProcess | None = None
        self._runs = 0
        self._copies: list[Guest] = []
        self._failures: dict[int, CallFailure] = {}
        self._problem: CallFailure | None = None
        self._first_run: tuple[Mapping[int, CallFailure], int] | None = None

    @property
    def failures(self) -> Mapping[int, CallFailure]:
        """How the cells that did not return ended when they were first run, by number; the last may have ended it.

        If a template died they are run again, and might then know hidden inputs.
        """
        return self._first_run[0] if self._first_run else self._failures

    @property
    def last(self) -> int:
        """The number of the last cell that was run."""
        return self._first_run[1] if self._first_run else self._last

    def run(self) -> None:
        """Runs the cells unless that has been done.

        Raises:
            CallFailedError: The run did not reach an end that could be copied.
        """
        self._ready()

    def open(
        self,
        stand_ins: Mapping[str, Mapping[str, Value]],
        time_budget: TimeBudget,
        several: tuple[str, ...] = (),
    ) -> Guest:
        """A guest with the namespace as the run left it, and these values in place of the student's.

        If a task is about several modules, those that no cell contains are loaded from their files.

        Raises:
            CallFailedError: There is none.
        """
        while True:
            template = self._ready()
            try:
                guest = self._copy(template, time_budget) if self._zygote.can_copy else self._taken(time_budget)
                request = AdoptNamespace(
                    guest.next_id(),
                    {name: dict(values) for name, values in stand_ins.items()},
                    several,
                    tuple(self._notebook.modules),
                )
                guest.ask(request, time_budget.for_copy(COPY_SECONDS))
            except CallFailedError as error:
                self._give_up_template(error.failure)
            else:
                if not self._zygote.can_copy:  # the next run is no repetition, and has as much time as this one had
                    self._runs, self._first = 0, _budget(self._limits)
                return guest

    def close(self) -> None:
        """Ends the copies and the run."""
        while self._copies:
            self._copies.pop().end()
        if self._template is not None:
            self._template.end()
            self._template = None

    def _ready(self) -> Guest:
        while self._problem is None and (self._template is None or not self._template.alive):
            self._start()
        self._first_run = self._first_run or (dict(self._failures), self._last)
        if self._problem is not None or self._template is None:
            reason = self._problem or CallFailure(
                call_status=CallStatus.CRASHED, reason="the notebook could not be run"
            )
            raise CallFailedError(reason)
        return self._template

    def _give_up_template(self, failure: CallFailure) -> None:
        self.close()
        if self._runs >= MAX_RUNS:
            self._problem = failure

    def _start(self) -> None:
        """Runs the cells up to the last; one that ends the process becomes the last and is left out next time."""
        self._runs += 1
        limits = replace(self._limits, load_seconds=self._limits.notebook_seconds)
        self._process = GuestProcess.start(self._zygote, limits, copies=self._zygote.can_copy)
        running = (self._first if self._runs == 1 else self._again).again(1.0)
        template = Guest(self._zygote, limits, running, self._process, self._files)
        try:
            self._open(template, running)
            for number, code in self._code.items():
                if number <= self._last and not self._ended_the_run(number):
                    self._run_cell(template, running, number, code)
        except CallFailedError as error:
            template.end()
            if self._runs >= MAX_RUNS:
                self._problem = error.failure
            return
        self._template = template

    def _ended_the_run(self, number: int) -> bool:
        return number == self._last and number in self._failures

    def _open(self, template: Guest, running: TimeBudget) -> None:
        request = OpenNotebook(
            id=template.next_id(),
            notebook=self._notebook.name,
            files=dict(self._material.files),
            own=self._material.own,
            unavailable=dict(self._material.unavailable),
            output_bytes=self._limits.output_bytes,
            sought=self._material.sought,
        )
        template.ask(request, running.for_call(self._limits.load_seconds, "laying out its files"))

    def _run_cell(self, template: Guest, running: TimeBudget, number: int, code: str) -> None:
        try:
            template.ask(RunCell(template.next_id(), number, code), running.for_call(self._limits.cell_seconds))
        except CallFailedError as error:
            self._failures[number] = error.failure
            if not template.alive:
                self._last = number
                self._failures = {each: failure for each, failure in self._failures.items() if each <= number}
                raise

    def _taken(self, time_budget: TimeBudget) -> Guest:
        """The process of the run itself, so that the next guest is of another run."""
        guest = Guest(self._zygote, self._limits, time_budget, self._process, self._files)
        self._copies.append(guest)
        self._template = None
        return guest

    def _copy(self, template: Guest, time_budget: TimeBudget) -> Guest:
        ended = tuple(number for number, guest in enumerate(self._copies) if not guest.alive)
        request = ForkCopy(template.next_id(), len(self._copies), ended)
        ours, theirs = socket.socketpair()
        with theirs, ExitStack() as undoing:
            undoing.callback(ours.close)
            answer = template.ask(request, time_budget.for_copy(COPY_SECONDS), theirs.fileno())
            number = answer.value
            copied = self._process.adopt(number, ours) if self._process and isinstance(number, int) else None
            if copied is None:
                raise CallFailedError(
                    CallFailure(call_status=CallStatus.PROTOCOL, reason="the notebook's process made no copy")
                )
            undoing.pop_all()
        guest = Guest(self._zygote, self._limits, time_budget, copied, self._files)
        self._copies.append(guest)
        return guest


def _budget(limits: Limits) -> TimeBudget:
    return TimeBudget(limits.notebook_seconds, limits.idle_seconds, whole="notebook")

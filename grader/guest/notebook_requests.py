"""Answers the requests about a notebook: opening it, running cells, serving its names, and copies of the process.

Untrusted side. Knows nothing of the connection, nor of requests about single objects.
"""

import os
from pathlib import Path

from grader.guest import copies
from grader.guest.answers import Answers
from grader.guest.jail.enter import Jail
from grader.guest.notebook import CellRunner
from grader.guest.objects import ObjectTable
from grader.wire.messages import AdoptNamespace, ForkCopy, OpenNotebook, Reply, Returned, RunCell

NotebookRequest = OpenNotebook | RunCell | ForkCopy | AdoptNamespace


class NotebookRequests:
    """The requests about the notebook of one guest; what student code raises goes to the caller."""

    def __init__(self, objects: ObjectTable, answers: Answers) -> None:
        self._objects = objects
        self._answers = answers
        self._runner: CellRunner | None = None

    def answer(self, request: NotebookRequest) -> Reply:
        """Carries out one request, except for a copy, which needs a connection."""
        match request:
            case OpenNotebook():
                self._answers.begin(request.output_bytes, request.sought)
                self._runner = CellRunner(request)
                self._answers.set_root(Path.cwd())
            case RunCell(_, number, code):
                incident = self._opened().run_cell(number, code)
                if incident is not None:
                    return self._answers.raised(request.id, incident, usable=True)
            case AdoptNamespace():
                self._opened().put_in_place(self._objects.unpack_stand_ins(request.stand_ins))
                self._objects.put_module(self._opened().serve(request.several, request.cells))
            case ForkCopy():
                raise RuntimeError("a copy needs a connection")
        return self._answers.returned(request.id, None)

    def copy(self, request: ForkCopy, descriptor: int, jail: Jail) -> Reply | Path:
        """Copies this process: returns the answer here, and in the copy, once it is set up, its scratch directory."""
        runner = self._opened()
        try:
            copies.clear(runner.place, request.ended)
            runner.settle()
            pid = copies.copy_process()
        except (OSError, copies.CopyError) as error:  # for the host, any answer except an id is a failure
            return self._answers.raised(request.id, error)
        if pid == 0:
            return self._enter_copy(runner, copies.CopySpec(jail, descriptor, runner.place, request.number))
        os.close(descriptor)
        return Returned(id=request.id, value=pid)

    def _enter_copy(self, runner: CellRunner, spec: copies.CopySpec) -> Path:
        """Sets up a fresh copy, or ends it: it must not continue with the template's connection."""
        try:
            own = copies.enter_copy(spec)
        except BaseException:  # noqa: BLE001 # there is nobody to report to
            os._exit(1)
        runner.move(own)
        self._answers.add_root(own)
        return own

    def is_cell(self, file: str) -> bool:
        """Whether a file name is that of a cell."""
        return self._runner is not None and self._runner.is_cell(file)

    def _opened(self) -> CellRunner:
        if self._runner is None:
            raise RuntimeError("no notebook was opened")
        return self._runner

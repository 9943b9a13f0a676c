"""The process of one execution: nbclient drives a kernel in the jail, and the result goes to the parent as data.

Trusted side, but expendable: it has no secrets and limited memory, and when the parent closes the connection it ends
its kernel and cleans up after it. Started as `python -m grader.notebook_execution.driver CONNECTION_FD`.
"""

import asyncio
import errno
import json
import os
import resource
import socket
import sys
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
from jupyter_client import manager
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from msgspec.structs import replace
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from grader.host.clock import ProcessClock
from grader.host.meter import BudgetExceededError, Meter, StarvedError
from grader.host.scratch import Scratch
from grader.host.scratch_quota import MAX_ENTRIES
from grader.host.time_budget import TimeBudget
from grader.host.zygote import LAYERS
from grader.model import CellKind, ExecutedCell, ExecutedNotebook, OutputKind
from grader.notebook_execution.outputs import shown
from grader.notebook_execution.parent import NotebookJob
from grader.notebook_execution.process import KernelJail, KernelProcess
from grader.wire.frames import Channel, WireError
from grader.wire.parent import end_with_parent
from grader.wire.zygote_messages import Layer, Spawn


class JailProvisioner(LocalProvisioner):
    """Lets jupyter_client manage the one kernel of this process like any local one.

    The transport is ipc: sockets in a shared directory, since the kernel has no network.
    """

    kernel: KernelProcess

    async def launch_kernel(self, cmd: list[str], **_kwargs: Any) -> KernelConnectionInfo:  # noqa: ARG002 # their signature
        """Starts it, blocking, since nothing else is waiting; `cmd` is another kernel's command and is not used."""
        self.process = self.kernel.start(encode_connection(self.connection_info))
        self.pid = self.kernel.pid
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Sends a signal to the kernel, which may be a different process from the one that was started."""
        self.kernel.send_signal(signum)


def encode_connection(info: Mapping[str, object]) -> bytes:
    """A connection file."""
    readable = {name: value.decode() if isinstance(value, bytes) else value for name, value in info.items()}
    return json.dumps(readable).encode()


JOB_BYTES = 256 << 20
MEMORY_BYTES = 3 << 30
MAX_OUTPUT_BYTES = 16 << 20
OPEN_FILES = 256
START_SECONDS = 120
NEVER = 1 << 20
_MAKE = {CellKind.CODE: new_code_cell, CellKind.MARKDOWN: new_markdown_cell, CellKind.RAW: new_raw_cell}


class _Factory(KernelProvisionerFactory):
    """Gives every kernel the one provisioner of this process."""

    def create_provisioner_instance(self, kernel_id: str, kernel_spec: Any, parent: Any) -> JailProvisioner:
        return JailProvisioner(kernel_id=kernel_id, kernel_spec=kernel_spec, parent=parent)


class _Client(NotebookClient):
    """Counts the output, and kills a kernel whose output exceeds the limit."""

    taken = 0

    def __init__(self, notebook: NotebookNode, process: KernelProcess, **options: Any) -> None:
        super().__init__(notebook, **options)
        self._process = process

    @property
    def flooded(self) -> bool:
        """Whether that has happened."""
        return self.taken > MAX_OUTPUT_BYTES

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        """Passes a message on while there is room."""
        self.taken += _size(msg.get("content"))
        if self.flooded:
            self._process.kill()
            return None
        return super().process_message(msg, cell, cell_index)


class NotebookExecution:
    """One run of one notebook."""

    def __init__(self, job: NotebookJob) -> None:
        self._job = job
        self.kernel = JailProvisioner.kernel = KernelProcess(_jail(job))
        vars(manager)["KPF"] = _Factory  # without an entry point there is no other way to choose
        self._manager = AsyncKernelManager(
            transport="ipc", ip=f"{job.sockets}/ipc", connection_file=str(Path(job.scratch).with_name("manager.json"))
        )
        self._manager._kernel_spec = KernelSpec(argv=["unused"], language="python")  # noqa: SLF001 # the same
        self._reached = 0

    def run(self) -> ExecutedNotebook:
        """Runs it to the end, or until it has to be stopped."""
        cells: Any = [_MAKE[cell.kind](cell.source) for cell in self._job.cells]  # type: ignore[no-untyped-call] # likewise
        notebook: Any = new_notebook(cells=cells)  # type: ignore[no-untyped-call] # nbformat types only some
        client = _Client(
            notebook,
            km=self._manager,
            process=self.kernel,
            allow_errors=True,
            force_raise_errors=False,
            timeout=None,  # wall time is not limited: see `_run_cells`
            iopub_timeout=NEVER,
            startup_timeout=START_SECONDS,
        )
        problem, died = "", False
        try:
            asyncio.run(self._run_cells(client, notebook))
        except BudgetExceededError as error:
            said = str(error)
            where = "" if said.startswith("Cell ") else f"In cell {self._reached} "
            problem = f"{where}{said}, so the run was ended there."
        except StarvedError:
            problem = f"The run was ended in cell {self._reached}, because this machine is too busy."
        except (DeadKernelError, RuntimeError, WireError):
            died = True
        finally:
            self.kernel.end()
        result = self._result(notebook, self._what_killed(client) if died else problem)
        return result if result.problem else replace(result, problem=self._where_it_was_full(result))

    async def _run_cells(self, client: _Client, notebook: Any) -> None:
        time_budget = TimeBudget(self._job.notebook_seconds, self._job.idle_seconds, whole="notebook")
        async with client.async_setup_kernel():
            clock = ProcessClock(self.kernel.pid)
            try:
                for index, cell in enumerate(notebook.cells):
                    self._reached = index + 1
                    grant = time_budget.for_call(self._job.cell_seconds, f"Cell {self._reached}")
                    await _measured(client.async_execute_cell(cell, index), Meter(clock, grant))
            finally:
                clock.close()

    def _what_killed(self, client: _Client) -> str:
        if client.flooded:
            return f"Cell {self._reached} put out more than {MAX_OUTPUT_BYTES >> 20} MiB, so the run was ended there."
        if not self._reached:
            return "The kernel did not start."
        if self.kernel.overfull:
            return f"The notebook wrote {self._too_much()}, so the run was ended in cell {self._reached}."
        return f"The kernel died in cell {self._reached}."

    def _where_it_was_full(self, result: ExecutedNotebook) -> str:
        """The problem of a kernel with its own file system, which can fill up without the kernel being ended."""
        full = f"[Errno {errno.ENOSPC}]"
        for cell in result.cells:
            if any(output.kind is OutputKind.ERROR and full in output.text for output in cell.outputs):
                return f"The notebook wrote {self._too_much()}: cell {cell.number} found no room left."
        return ""

    def _too_much(self) -> str:
        return f"more than {self._job.file_bytes >> 20} MiB or {MAX_ENTRIES} files"

    def _result(self, notebook: Any, problem: str) -> ExecutedNotebook:
        folder = self.kernel.folder
        cells = tuple(
            ExecutedCell(number, given.kind, given.source, shown(ran.get("outputs", ()), folder))
            for number, (given, ran) in enumerate(zip(self._job.cells, notebook.cells, strict=True), start=1)
        )
        return ExecutedNotebook(self._job.name, self._job.level, cells, problem)


async def _measured(cell: Coroutine[Any, Any, Any], meter: Meter) -> None:
    """Runs a cell as long as the kernel stays within its limits.

    Raises:
        BudgetExceededError: It exceeded them.
        StarvedError: It got too little processor time to judge.
    """
    running = asyncio.ensure_future(cell)
    try:
        while not running.done():
            await asyncio.wait({running}, timeout=meter.left())
    finally:
        meter.finish()
        running.cancel()
    await running


def _size(content: object) -> int:
    match content:
        case str():
            return len(content)
        case dict():
            return sum(_size(value) for value in content.values())
        case list():
            return sum(_size(value) for value in content)
        case _:
            return 8


def _jail(job: NotebookJob) -> KernelJail:
    order = Spawn(
        scratch="" if Layer.NAMESPACES in LAYERS[job.level] else job.scratch,
        sockets=job.sockets,
        memory_bytes=job.memory_bytes,
        file_bytes=job.file_bytes,
        cpu_seconds=int(job.notebook_seconds) + START_SECONDS,
        open_files=OPEN_FILES,
    )
    return KernelJail(order, job.level, job.files, job.libraries, job.environment)


def _end_with_parent(connection: socket.socket, execution: NotebookExecution, scratch: Path) -> None:
    """Waits for the parent to close the connection; then ends everything and cleans up."""
    with suppress(OSError):
        connection.recv(1)
    execution.kernel.kill()
    with suppress(OSError):
        Scratch(scratch).clear()
    os._exit(0)


def main() -> None:
    """Runs the one job that it receives, sends the result, and waits until it is told to end."""
    connection = socket.socket(fileno=int(sys.argv[1]))
    channel = Channel(connection)
    job = msgspec.msgpack.decode(channel.receive(JOB_BYTES), type=NotebookJob)
    with suppress(OSError, ValueError):  # macOS refuses it; the output is limited anyway
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    execution = NotebookExecution(job)
    watch = Thread(target=_end_with_parent, args=(connection, execution, Path(job.scratch)), daemon=True)
    watch.start()
    end_with_parent(wanted=False)  # from here on it notices the parent's end itself, and cleans up
    channel.send(msgspec.msgpack.encode(execution.run()))
    watch.join()


if __name__ == "__main__":
    main()

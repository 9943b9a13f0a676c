"""Executes a notebook for display in a separate process, and waits for its result until a deadline. Trusted side."""

import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.assignment import Assignment, Limits
from grader.host.meter import STRETCH
from grader.host.scratch import Scratch
from grader.host.zygote import clean_environment
from grader.model import Cell, ExecutedNotebook, Grade, Isolation, Notebook, Submission
from grader.wire.frames import Channel, WireError
from grader.wire.parent import command


class NotebookJob(Struct, frozen=True, kw_only=True):
    """One notebook to run.

    Attributes:
        name: Its file name.
        cells: Its cells, as the student wrote them.
        files: The files beside it, by path.
        libraries: The libraries that it may use besides NumPy and Matplotlib.
        scratch: An existing directory that the kernel may write to if it gets none of its own.
        sockets: An existing directory for the sockets that connect the kernel, and nothing else.
        level: Its isolation.
        environment: The kernel's whole environment.
        cell_seconds: Processor time for one cell.
        notebook_seconds: Processor time for all cells together.
        idle_seconds: Wall time that all cells together may be idle.
        memory_bytes: The kernel's memory limit.
        file_bytes: The size of the largest file that it may write.
    """

    name: str
    cells: tuple[Cell, ...]
    files: dict[str, bytes]
    libraries: tuple[str, ...]
    scratch: str
    sockets: str
    level: Isolation
    environment: dict[str, str]
    cell_seconds: float
    notebook_seconds: float
    idle_seconds: float
    memory_bytes: int
    file_bytes: int


GRACE_SECONDS = 300.0
"""For starting, and for ending what does not end, in addition to the notebook's own time, on a very busy machine. The
driver ends a run by the time its kernel uses: this is for a driver that does not."""
ENDING_SECONDS = 10.0
RESULT_BYTES = 64 << 20
KERNEL_MEMORY_BYTES = 2 << 30
NOT_SHOWN = "The notebook could not be run for this report; that changes nothing about the grade."


def execute_notebook(
    notebook: Notebook, files: Mapping[str, bytes], limits: Limits, level: Isolation, libraries: tuple[str, ...] = ()
) -> ExecutedNotebook:
    """Runs a notebook from top to bottom as Jupyter would, in a jail of this level, and returns its outputs."""
    scratch = Scratch()
    job = _job(notebook, files, limits, level, libraries, scratch.path)
    ours, theirs = socket.socketpair()
    with theirs:
        process = _start(theirs.fileno())
    channel = Channel(ours)
    deadline = time.monotonic() + STRETCH * limits.notebook_seconds + GRACE_SECONDS
    try:
        channel.send(msgspec.msgpack.encode(job), deadline)
        return msgspec.msgpack.decode(channel.receive(RESULT_BYTES, deadline), type=ExecutedNotebook)
    except (WireError, msgspec.MsgspecError):
        return ExecutedNotebook(notebook.name, level, problem=NOT_SHOWN)
    finally:
        channel.close()
        _finish(process, scratch)


def _job(
    notebook: Notebook,
    files: Mapping[str, bytes],
    limits: Limits,
    level: Isolation,
    libraries: tuple[str, ...],
    scratch: Path,
) -> NotebookJob:
    """What the process that runs it has to know; makes the folder of its sockets."""
    sockets = scratch.with_name("sockets")
    sockets.mkdir(mode=0o700)
    return NotebookJob(
        name=notebook.name,
        cells=notebook.cells,
        files=dict(files),
        libraries=libraries,
        scratch=str(scratch),
        sockets=str(sockets),
        level=level,
        environment=_kernel_environment(),
        cell_seconds=limits.cell_seconds,
        notebook_seconds=limits.notebook_seconds,
        idle_seconds=limits.idle_seconds,
        memory_bytes=max(limits.memory_bytes, KERNEL_MEMORY_BYTES),
        file_bytes=limits.scratch_bytes,
    )


def with_executed_notebook(grade: Grade, submission: Submission, assignment: Assignment) -> Grade:
    """The grade with the run of the submission's notebook, if tasks were graded from one."""
    if submission.notebook is None:
        return grade
    files = {**submission.files, **assignment.given_files()}
    executed = execute_notebook(
        submission.notebook, files, assignment.manifest.limits, grade.isolation, assignment.libraries
    )
    return msgspec.structs.replace(grade, executed=executed)


def _start(descriptor: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 # our own interpreter and module
        command("grader.notebook_execution.driver", descriptor),
        env=clean_environment(),
        cwd="/",
        pass_fds=(descriptor,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # if the grader is killed with its process group, this must survive to clean up
    )


def _finish(process: subprocess.Popen[bytes], scratch: Scratch) -> None:
    """Waits for it to clean up, or kills it, which also kills its kernel, and cleans up here."""
    try:
        process.wait(ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if scratch.path.exists():
        scratch.clear()


def _kernel_environment() -> dict[str, str]:
    """The environment of a guest, with few memory arenas, each of which counts as used, and with Jupyter's back end.

    Jupyter's kernel would choose the same back end, but only if Matplotlib is not imported yet.
    """
    return {
        **clean_environment(),
        "MALLOC_ARENA_MAX": "2",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }

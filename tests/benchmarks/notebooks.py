"""What notebooks cost: `python -m tests.benchmarks.notebooks [ROUNDS]`.

In one run, taking turns: the reference graded as modules, the same as a notebook, a plain nbclient run of that notebook
without any grading; and a kernel started in the jail beside a plain one. What counts are the ratios.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import nbformat
from jupyter_client import manager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbclient import NotebookClient
from nbformat.v4 import new_notebook

from grader.assignment import Assignment, Limits, load_assignment
from grader.exam import Exam
from grader.host.scratch import Scratch
from grader.host.zygote import clean_environment
from grader.intake import read_submission
from grader.model import Isolation, Submission
from grader.notebook_execution.driver import NotebookExecution
from grader.notebook_execution.parent import NotebookJob
from tests.support.loading import HANDOUT

ROUNDS = 5


def main() -> None:
    """Measures and prints."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    assignment = load_assignment(HANDOUT)
    with tempfile.TemporaryDirectory() as place, Exam(assignment) as exam:
        folder = Path(place)
        modules, notebook = _submissions(assignment, folder)
        level = exam.grade(modules).isolation
        exam.grade(notebook)
        seconds = _in_turns(
            {
                "as modules": lambda: exam.grade(modules),
                "as a notebook": lambda: exam.grade(notebook),
                "plain nbclient run": lambda: _plain_run(assignment, folder),
            },
            rounds,
        )
    print(f"isolation {level}, medians of {rounds}")
    _show(seconds)
    print(f"notebook / modules   {seconds['as a notebook'] / seconds['as modules']:.2f} (aim: at most 1.5)")
    print(f"notebook / nbclient  {seconds['as a notebook'] / seconds['plain nbclient run']:.2f}")
    kernels = _in_turns({"kernel, plain": _plain_kernel, "kernel in the jail": lambda: _jailed_kernel(level)}, rounds)
    _show(kernels)
    print(f"jailed / plain       {kernels['kernel in the jail'] / kernels['kernel, plain']:.2f} (aim: at most 1.5)")


def _show(seconds: dict[str, float]) -> None:
    for name, taken in seconds.items():
        print(f"{name:20} {taken:7.2f} s   {1 / taken:6.2f} per second", flush=True)


def _in_turns(actions: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            started = time.perf_counter()
            action()
            taken[name].append(time.perf_counter() - started)
    return {name: median(each) for name, each in taken.items()}


def _submissions(assignment: Assignment, folder: Path) -> tuple[Submission, Submission]:
    work = folder / "work"
    work.mkdir()
    for task in assignment.tasks:
        shutil.copy(assignment.solution / f"{task.module}.py", work)
    for name in assignment.manifest.given:
        shutil.copy(assignment.folder / name, folder)
    notebook = assignment.solution / assignment.manifest.notebook
    return read_submission(work, assignment), read_submission(notebook, assignment)


def _plain_run(assignment: Assignment, folder: Path) -> None:
    path = assignment.solution / assignment.manifest.notebook
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call] # nbformat types only some
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()


def _plain_kernel() -> None:
    _use_provisioners(KernelProvisionerFactory)
    NotebookClient(new_notebook(), timeout=60).execute()  # type: ignore[no-untyped-call] # likewise


def _use_provisioners(factory: type[KernelProvisionerFactory] | None) -> None:
    """Makes jupyter_client create its one factory from this class; the execution brings its own."""
    for known in (KernelProvisionerFactory, *KernelProvisionerFactory.__subclasses__()):
        known.clear_instance()  # type: ignore[attr-defined] # a subclass has it too
    if factory is not None:
        vars(manager)["KPF"] = factory


def _jailed_kernel(level: Isolation) -> None:
    _use_provisioners(None)
    scratch = Scratch()
    sockets = scratch.path.with_name("sockets")
    sockets.mkdir(mode=0o700)
    environment = {**clean_environment(), "MALLOC_ARENA_MAX": "2"}
    job = NotebookJob(
        name="empty",
        cells=(),
        files={},
        libraries=(),
        scratch=str(scratch.path),
        sockets=str(sockets),
        level=level,
        environment=environment,
        cell_seconds=10.0,
        notebook_seconds=60.0,
        idle_seconds=30.0,
        memory_bytes=2 << 30,
        file_bytes=Limits().scratch_bytes,
    )
    problem = NotebookExecution(job).run().problem
    scratch.clear()
    if problem:
        raise RuntimeError(problem)


if __name__ == "__main__":
    main()

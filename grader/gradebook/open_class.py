"""Opens a class for grading: from a source, or from the bundled samples. Trusted side."""

from contextlib import ExitStack
from pathlib import Path
from weakref import finalize

from grader.assignment import Assignment
from grader.exam.running.fork_server import ForkServer
from grader.gradebook.class_run import ClassRun
from grader.gradebook.samples import build_samples, find_sampled
from grader.gradebook.shards import chosen_shard
from grader.host.temp_folders import locked_folder
from grader.intake import read_class, require_work
from grader.model.options import ClassOptions, ReadingOptions


def open_class(
    source: Path,
    assignment: Assignment,
    options: ClassOptions,
    reading: ReadingOptions,
    *,
    output: Path | None,
    run_notebooks: bool = True,
    server: ForkServer | None = None,
) -> ClassRun:
    """Reads a class from its source, and prepares to grade it into the folder `output`, if there is one.

    Workers are forked by `server`, which ends with them.

    Raises:
        UsageError: It cannot be read, nobody's work belongs to the assignment, or the options contradict each other.
        AssignmentError: The reference, or its notebook, does not get all points.
        IsolationError: The required isolation is not available here.
    """
    chosen_shard(options, output)  # what cannot be done is said before the class is read
    with ExitStack() as held:
        received = read_class(source, assignment, held.enter_context(locked_folder()), reading)
        require_work(received.entries, assignment)
        run = ClassRun(
            received.entries, assignment, options, received, output=output, run_notebooks=run_notebooks, server=server
        )
        finalize(run, held.pop_all().close)  # its entries may be in that folder
    return run


def open_samples(options: ClassOptions, *, output: Path | None, run_notebooks: bool) -> ClassRun:
    """Lays out the bundled samples as a class, and prepares to grade them. Raises AssignmentError if there are none."""
    assignment = find_sampled()
    with ExitStack() as held:
        entries = build_samples(assignment, held.enter_context(locked_folder()))
        run = ClassRun(entries, assignment, options, output=output, run_notebooks=run_notebooks)
        finalize(run, held.pop_all().close)
    return run

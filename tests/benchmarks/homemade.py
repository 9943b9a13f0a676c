"""The commonest home-made practice, as the baseline of the bulk benchmark: one process for each submission, in which
pytest imports the student's modules and runs the same checks on them.

Called as `python -m tests.benchmarks.homemade SUBMISSION [TASKS...]`; prints the score. It shares the hidden tests and
the wire's codec with the harness, and nothing of the boundary: student code runs in a thread of the process that judges
it.
"""

import os
import socket
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import cast

from grader.assignment import Limits, load_assignment
from grader.exam import Exam
from grader.guest import server
from grader.guest.jail.enter import Jail
from grader.host.cgroups import Groups
from grader.host.zygote import SpawnedProcess, Zygote
from grader.intake import read_submission
from grader.model import Isolation
from grader.wire.frames import Channel
from tests.support.loading import HANDOUT


class SameProcess:
    """Stands where a zygote stands in the harness, and starts no process."""

    level = Isolation.PROCESS

    def __init__(self) -> None:
        self.groups = Groups()  # which puts no process anywhere that is none

    def make_scratch(self) -> None:
        """`spawn` makes one itself."""

    def spawn(self, _scratch: None, _limits: Limits, *, copies: bool) -> SpawnedProcess:
        """Serves the student's code from a thread, in a fresh directory."""
        if copies:
            raise NotImplementedError("a notebook's run is no home-made practice")
        ours, theirs = socket.socketpair()
        os.chdir(tempfile.mkdtemp())
        no_jail = cast("Jail", None)  # which is asked for nothing but copies
        Thread(target=server.Server(theirs).serve, args=(no_jail, Path.cwd()), daemon=True).start()
        return SpawnedProcess(0, Channel(ours), None)

    def end(self, _guest: SpawnedProcess, _grace_seconds: float = 0.0) -> int:
        """There is nothing to end: such a grader lives with whatever the student left behind."""
        return 0

    def close(self) -> None:
        """There is nothing to close."""


def _same_process(*, libraries: Sequence[str] = (), draws: bool = True) -> Zygote:  # noqa: ARG001 # such a grader hides nothing
    return cast("Zygote", SameProcess())


def main() -> None:
    """Grades the submission named by the first argument, in all tasks or those of the others."""
    output = sys.stdout
    assignment = load_assignment(HANDOUT)
    with Exam(assignment, seed="benchmark", diagnose=False, open_zygote=_same_process) as exam:
        grade = exam.grade(read_submission(Path(sys.argv[1]), assignment), sys.argv[2:] or None)
    output.write(f"{grade.score:g}\n")


if __name__ == "__main__":
    main()

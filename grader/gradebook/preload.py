"""What the workers of a class are forked from, started before this process imports what it needs itself. Trusted side.

Imports little, so that both import at the same time.
"""

from pathlib import Path

from grader.exam.running.fork_server import ForkServer
from grader.exam.running.pool import OF_EXAMS
from grader.model.options import ClassOptions

PRELOAD = (*OF_EXAMS, "grader.gradebook.bulk", "grader.output.ready")


def early_server(output: Path | None, options: ClassOptions) -> ForkServer | None:
    """It, if something will be graded for certain: where there is a record, all may be unchanged."""
    fresh = output is None or not output.exists() or options.regrade
    return ForkServer(PRELOAD) if fresh and not options.store else None

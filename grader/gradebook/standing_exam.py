"""The exam that a worker has open, for one submission after another. Trusted side, in the worker."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader import exam
from grader.assignment import Assignment, load_assignment
from grader.gradebook.bulk_messages import GradingOptions
from grader.host.levels import open_strongest, open_untried
from grader.model import Isolation

if TYPE_CHECKING:
    from grader.exam import Exam  # which brings pytest: only workers need it
    from grader.host.zygote import Zygote


class StandingExam:
    """The one exam of a process. It stays open until another is needed, or the process ends and with it the zygote."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._exam: Exam | None = None
        self._key: object = None

    def at(self, options: GradingOptions) -> "Exam":
        """The exam with these options, at exactly their level, which was tried here. Raises GraderError."""
        if self._exam is None or self._key != (options.folder, options.seed, options.isolation):
            return self._replaced(options, open_untried)
        return self._exam

    def strongest(self, options: GradingOptions) -> "Exam":
        """The exam at the strongest level available here, at least that of the options. Raises GraderError."""
        return self._replaced(options, open_strongest)

    def close(self) -> None:
        """Closes it."""
        self._exam = None
        self._open.close()

    def _replaced(self, options: GradingOptions, open_level: "Callable[..., Zygote]") -> "Exam":
        self.close()
        self._exam = self._open.enter_context(new_exam(options, open_level))
        self._key = options.folder, options.seed, self._exam.isolation
        return self._exam


def new_exam(options: GradingOptions, open_level: "Callable[..., Zygote]") -> "Exam":
    """An exam with these options that is not open yet."""
    open_zygote = partial(open_level, options.isolation)
    return exam.Exam(worker_assignment(options.folder), seed=options.seed, open_zygote=open_zygote)


@cache
def standing() -> StandingExam:
    """The one of this process."""
    return StandingExam()


def level_found(options: GradingOptions) -> Isolation:
    """Runs in a worker: opens its exam, and tells its level."""
    return standing().strongest(options).isolation


@cache
def worker_assignment(folder: Path) -> Assignment:
    """The assignment in this folder, for as long as this worker lives."""
    return load_assignment(folder)

"""A standing exam: hidden tests that are collected once, and guests to run submissions in, one after another. Trusted
side.
"""

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib import import_module
from typing import Self

from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import GraderError, HarnessError
from grader.exam.diagnosis.misconceptions import load_misconceptions
from grader.exam.running.collection import Items, collected
from grader.exam.running.fixtures import ExamFixtures
from grader.exam.running.grading import NOTHING_KNOWN, Grading, Timed
from grader.exam.running.item_runner import ItemRunner, Measure
from grader.exam.running.properties import PropertyTests
from grader.exam.running.seeds import choose_seed
from grader.exam.running.stage import Stage
from grader.exam.running.zygotes import Zygotes
from grader.host.hardening import refused_limits
from grader.host.levels import OpenZygote, open_strongest
from grader.model import Grade, Isolation, Submission


class Exam:
    """Grades submissions one after another. Use as a context manager, from one thread.

    Guests come from `open_zygote`; by default that gives the strongest isolation level available here.
    """

    def __init__(
        self,
        assignment: Assignment,
        *,
        seed: str | None = None,
        diagnose: bool = True,
        open_zygote: OpenZygote = open_strongest,
        measure: Measure | None = None,
        timed: Timed | None = None,
        select: str = "",
        explain: bool = False,
    ) -> None:
        """Reads the seed, and the catalogue of known mistakes unless nothing is to be diagnosed. Raises GraderError.

        Args:
            assignment: The assignment to examine.
            seed: The seed for hidden inputs, if not the secret one.
            diagnose: Whether to look for known mistakes.
            open_zygote: Where guests come from.
            measure: Is called for each test with what it could have said.
            timed: Is called for each test with how long it took: the task, the name, the seconds.
            select: An expression that selects tests by name, as pytest's -k does; they give only some of the points.
            explain: Whether evidence has tracebacks of all tests that do not pass, and not only of those that break.
        """
        self._timed = timed
        self._select = select
        assignment.require_libraries()
        if "pandas" in assignment.libraries:
            import_module("pandas")  # or what comes back could not become a table, where no test imports it
        if not {"scipy", "scikit-learn"}.isdisjoint(assignment.libraries):
            import_module("scipy.sparse")  # likewise
        self._assignment = assignment
        self._mistakes = load_misconceptions(assignment) if diagnose else ()
        self._seed = choose_seed(assignment, seed)
        self._zygotes = Zygotes(assignment, open_zygote)
        self._items: Items = {}
        self._gradings: dict[bool, Grading] = {}  # what one of them has found about the reference holds for its guests
        self._stage = Stage(assignment, self._seed, self._zygotes.current)
        self._runner = ItemRunner(self._stage, measure, explaining=explain)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Collects the tests and opens the zygote, both at the same time. Raises AssignmentError and IsolationError."""
        plugins = (self._runner, ExamFixtures(self._stage), PropertyTests(self._stage))
        with ExitStack() as opened, ThreadPoolExecutor(1) as beside:
            opened.callback(self._zygotes.close)
            # A zygote ends with the thread that started it, so that it is this one.
            collecting = beside.submit(opened.enter_context, collected(self._assignment, plugins, self._select))
            self._zygotes.open()
            self._items = collecting.result()
            self._open = opened.pop_all()
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    @property
    def assignment(self) -> Assignment:
        """The assignment that is examined."""
        return self._assignment

    @property
    def isolation(self) -> Isolation:
        """The level that student code runs at."""
        return self._zygotes.current().level

    def grade(
        self,
        submission: Submission,
        tasks: Collection[str] | None = None,
        known: Mapping[str, float] = NOTHING_KNOWN,
    ) -> Grade:
        """Grades one submission.

        Args:
            submission: What was handed in.
            tasks: The tasks to grade, if not all; the grade has no others.
            known: Scores of tasks, by id, whose tests need not run: the grade has these tasks with no test in them.

        Raises:
            HarnessError: The exam itself failed.
        """
        grade = self._zygotes.grade(submission, lambda: self._graded(submission, tasks, known))
        return replace(grade, notes=(*grade.notes, *self._isolation_notes()))

    def _graded(self, submission: Submission, tasks: Collection[str] | None, known: Mapping[str, float]) -> Grade:
        draws = self._zygotes.draws
        if draws not in self._gradings:
            self._gradings[draws] = Grading(self._stage, self._items, self._runner, self._mistakes, self._timed)
        try:
            return self._gradings[draws].grade(submission, tasks, known)
        except GraderError:
            raise
        except Exception as error:
            raise HarnessError(f"The exam failed ({type(error).__name__}: {error}).") from error

    def _isolation_notes(self) -> list[str]:
        """Notes on the isolation beyond its level."""
        refused = {
            "submitted code": self._zygotes.current().refused_limits,
            "the grader itself": refused_limits(),
        }
        return [
            f"This system refuses some limits on {process}, which were left out: {', '.join(names)}."
            for process, names in refused.items()
            if names
        ]

"""A standing exam: pytest runs in its own thread and waits for submissions. Trusted side.

pytest's main function returns only when the session is over; the thread turns it into an object with a method.
"""

import os
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import Self

import pytest
from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import AssignmentError, GraderError, HarnessError
from grader.exam.diagnosis.misconceptions import load_misconceptions
from grader.exam.running.collection import HiddenTests, Serve
from grader.exam.running.fixtures import ExamFixtures
from grader.exam.running.grading import NOTHING_KNOWN, Grading, Timed
from grader.exam.running.imports import importable
from grader.exam.running.item_checks import check_sources
from grader.exam.running.item_runner import ItemRunner, Measure
from grader.exam.running.properties import PropertyTests
from grader.exam.running.seeds import choose_seed
from grader.exam.running.stage import Stage
from grader.exam.running.zygotes import Zygotes
from grader.host.hardening import refused_limits
from grader.host.levels import OpenZygote, open_strongest
from grader.model import Grade, Isolation, Submission

# Nothing of the person's own pytest configuration may reach the exam, and pytest's watchers for logs, threads and
# warnings would find nothing: student code runs elsewhere.
ARGUMENTS = ("-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:capture", "-p", "no:faulthandler",
             "-p", "no:warnings", "-p", "no:logging", "-p", "no:threadexception", "-p", "no:unraisableexception",
             "--disable-plugin-autoload", "--strict-markers", "--assert=plain", "--import-mode=importlib",
             "-c", os.devnull)  # fmt: skip

_Request = tuple[Submission, Collection[str] | None, Mapping[str, float]]


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
        self._measure, self._timed = measure, timed
        self._select = select
        self._explain = explain
        assignment.require_libraries()
        if "pandas" in assignment.libraries:
            import_module("pandas")  # or what comes back could not become a table, where no test imports it
        if not {"scipy", "scikit-learn"}.isdisjoint(assignment.libraries):
            import_module("scipy.sparse")  # likewise
        self._assignment = assignment
        self._mistakes = load_misconceptions(assignment) if diagnose else ()
        self._seed = choose_seed(assignment, seed)
        self._requests: SimpleQueue[_Request | None] = SimpleQueue()
        self._answers: SimpleQueue[Grade | Exception] = SimpleQueue()
        self._zygotes = Zygotes(assignment, open_zygote)
        self._thread = Thread(target=self._main, name="exam", daemon=True)

    def __enter__(self) -> Self:
        """Starts collecting the tests and opening the zygote, both at the same time. Raises IsolationError."""
        self._thread.start()
        try:
            self._zygotes.open()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop()
        self._zygotes.close()

    def _stop(self) -> None:
        self._requests.put(None)
        self._thread.join()

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
            AssignmentError: The hidden tests cannot be collected.
            HarnessError: The exam itself failed.
        """
        grade = self._zygotes.grade(submission, lambda: self._asked((submission, tasks, known)))
        return replace(grade, notes=(*grade.notes, *self._isolation_notes()))

    def _asked(self, request: _Request) -> Grade:
        self._requests.put(request)
        answer = self._answers.get()
        if isinstance(answer, Grade):
            return answer
        if isinstance(answer, GraderError):
            raise answer
        raise HarnessError(f"The exam failed ({type(answer).__name__}: {answer}).") from answer

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

    def _main(self) -> None:
        """Runs the session; however it ends, a caller that asks for a grade afterwards gets an answer."""
        try:
            problem = self._collect_and_serve()
        except Exception as error:  # noqa: BLE001 # it is told where the grade is asked for
            problem = AssignmentError(f"The hidden tests could not be run ({type(error).__name__}: {error}).")
        self._refuse(problem)

    def _collect_and_serve(self) -> AssignmentError:
        """Runs pytest, which serves until the exam is closed; returns what kept it from serving."""
        try:
            check_sources(self._assignment)
        except AssignmentError as broken:
            return broken
        stage = Stage(self._assignment, self._seed, self._zygotes.current)
        runner = ItemRunner(stage, self._measure, explaining=self._explain)
        hidden_tests = HiddenTests(self._assignment, self._serve(stage, runner), complete=not self._select)
        tests = str(self._assignment.hidden_tests)
        chosen = ("-k", self._select) if self._select else ()
        with importable(self._assignment):
            pytest.main(
                [*ARGUMENTS, *chosen, "--rootdir", tests, "--confcutdir", tests, tests],
                plugins=[hidden_tests, runner, ExamFixtures(stage), PropertyTests(stage)],
            )
        error = AssignmentError(hidden_tests.problem or "The hidden tests could not be collected.")
        if hidden_tests.traceback:
            error.add_note(hidden_tests.traceback)  # which --debug prints
        return error

    def _serve(self, stage: Stage, runner: ItemRunner) -> Serve:
        def serve(items: Mapping[str, Sequence[pytest.Item]]) -> None:
            gradings: dict[bool, Grading] = {}  # what one of them has found about the reference holds for its guests
            while (request := self._requests.get()) is not None:
                draws = self._zygotes.draws
                if draws not in gradings:
                    gradings[draws] = Grading(stage, items, runner, self._mistakes, self._timed)
                try:
                    self._answers.put(gradings[draws].grade(*request))
                except Exception as error:  # noqa: BLE001 # it is raised again where the grade was asked for
                    self._answers.put(error)
            self._requests.put(None)

        return serve

    def _refuse(self, problem: AssignmentError) -> None:
        """Answers what is still asked after pytest has ended, which is an error unless the exam was closed."""
        while self._requests.get() is not None:
            self._answers.put(problem)

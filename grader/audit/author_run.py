"""What `grader test` runs: public and hidden tests on the reference, the stubs and the alternatives. Trusted side.

It answers in seconds what an author asks after each change: does correct work get all points, and do stubs get none?
"""

import contextlib
from collections.abc import Callable, Iterator

from _pytest.mark.expression import Expression
from msgspec import Struct

from grader.assignment import Assignment
from grader.audit.subjects import Subject, SubjectKind, basic_trials
from grader.errors import UsageError
from grader.exam import Exam
from grader.exam.diagnosis.misconceptions import load_misconceptions
from grader.exam.public.public_tests import PublicTestRunner
from grader.model import CheckResult, Grade, Outcome, TestResult


class Fault(Struct, frozen=True, kw_only=True):
    """One test with a wrong result for work that must get all points or none.

    Attributes:
        test: Its name and task.
        sentence: What is wrong.
        traceback: What pytest prints about it, if it raised anything.
    """

    test: str
    sentence: str
    traceback: str = ""


class Tried(Struct, frozen=True, kw_only=True):
    """The results for one piece of work: its points, how many tests passed, and what is wrong."""

    name: str
    score: float
    max_score: float
    hidden: tuple[int, int]
    public: tuple[int, int]
    faults: tuple[Fault, ...]


class AuthorRun(Iterator[Tried]):
    """The tests that `select` chooses as pytest's -k does, run on one piece of work after another.

    Attributes:
        title: The assignment's title.
    """

    def __init__(self, assignment: Assignment, select: str = "", at_end: Callable[[], object] | None = None) -> None:
        """Prepares the run: a malformed expression, or tests that cannot be collected, show with the first piece.

        `at_end` is called when all have been tried.
        """
        self.title = assignment.manifest.title
        self._tried = _try_tests(assignment, select, at_end)

    def __next__(self) -> Tried:
        return next(self._tried)


def _try_tests(assignment: Assignment, select: str, at_end: Callable[[], object] | None) -> Iterator[Tried]:
    chosen = _compiled(select)
    with contextlib.ExitStack() as stack:
        exam = stack.enter_context(Exam(assignment, diagnose=False, select=select, explain=True))
        public = stack.enter_context(PublicTestRunner(assignment)) if assignment.public_tests() else None
        for subject in basic_trials(assignment):
            grade = exam.grade(subject.submission)
            check = public.check(subject.submission) if public else None
            tried = _tried(subject, grade, check, chosen)
            if not tried.hidden[1] and not tried.public[1]:
                raise UsageError(f"-k {select!r} chooses no test of {assignment.slug}.")
            yield tried
    load_misconceptions(assignment)  # which runs none of them: a broken one is told now, and not when work is graded
    if at_end is not None:
        at_end()


def _compiled(select: str) -> Expression | None:
    try:
        return Expression.compile(select) if select else None
    except SyntaxError as error:
        raise UsageError(f"-k {select!r} is not an expression of names with and, or, not: {error}.") from error


def _tried(subject: Subject, grade: Grade, check: CheckResult | None, chosen: Expression | None) -> Tried:
    hidden = [(f"{test.name}, task {task.id}", test) for task in grade.tasks for test in task.tests]
    public = [
        (f"{test.name}, a public test of task {task.id}", test)
        for task in (check.tasks if check else ())
        for test in task.tests
        if _is_chosen(test.name, chosen)
    ]
    is_right = subject.kind is not SubjectKind.STUBS
    faults = [
        *(_fault_of_right_work(name, test) for name, test in (*hidden, *public) if is_right),
        *(_fault_of_stubs(name, test) for name, test in hidden if not is_right),
    ]
    return Tried(
        name=subject.name,
        score=grade.score,
        max_score=sum(test.max_score for _, test in hidden),
        hidden=(_passed(test for _, test in hidden), len(hidden)),
        public=(_passed(test for _, test in public), len(public)),
        faults=tuple(fault for fault in faults if fault is not None),
    )


def _is_chosen(name: str, chosen: Expression | None) -> bool:
    return chosen is None or chosen.evaluate(lambda word, /, **_: word.lower() in name.lower())


def _passed(tests: Iterator[TestResult]) -> int:
    return sum(test.outcome is Outcome.PASSED for test in tests)


def _fault_of_right_work(name: str, test: TestResult) -> Fault | None:
    if test.outcome is Outcome.PASSED:
        return None
    evidence = test.evidence
    found = " ".join(part.text for part in evidence.findings) or test.message
    return Fault(test=name, sentence=evidence.problem or found, traceback=evidence.traceback)


def _fault_of_stubs(name: str, test: TestResult) -> Fault | None:
    match test.outcome:
        case Outcome.ERROR:
            return Fault(test=name, sentence=test.evidence.problem, traceback=test.evidence.traceback)
        case Outcome.PASSED if test.max_score:
            return Fault(test=name, sentence=f"It gives {test.max_score:g} points to work that is still to be written.")
        case _:
            return None

"""The zygotes of an exam: with Matplotlib for work that mentions it, and without for any other. Trusted side.

Importing Matplotlib is most of what starting a zygote takes, and many assignments draw nothing. Where a guest imports
it although nothing mentions it, the work is graded again with it, so that no grade depends on the choice.
"""

from collections.abc import Callable, Iterable

from grader.assignment import Assignment
from grader.errors import GraderError, HarnessError
from grader.exam.running.reference_work import reference_work
from grader.exam.source.drawing import mentions_matplotlib
from grader.host.levels import OpenZygote
from grader.host.zygote import Zygote
from grader.model import Grade, Submission


class Zygotes:
    """Opens them when they are first needed, and gives the one for the submission that is being graded."""

    def __init__(self, assignment: Assignment, open_zygote: OpenZygote) -> None:
        self._assignment = assignment
        self._open_zygote = open_zygote
        self._opened: dict[bool, Zygote] = {}
        self._all_draw = _assignment_draws(assignment)
        self._draws = self._all_draw

    @property
    def draws(self) -> bool:
        """Whether the current one has Matplotlib."""
        return self._draws

    def open(self) -> None:
        """Opens the current one, unless it is open. Raises IsolationError."""
        if self._draws not in self._opened:
            libraries = self._assignment.libraries
            self._opened[self._draws] = self._open_zygote(libraries=libraries, draws=self._draws)

    def current(self) -> Zygote:
        """What guests are forked from. Raises HarnessError if it is not open."""
        if self._draws not in self._opened:
            raise HarnessError("The exam was not started.")
        return self._opened[self._draws]

    def grade(self, submission: Submission, grade: Callable[[], Grade]) -> Grade:
        """Calls `grade` with the zygote for this submission; once more, with Matplotlib, if guests lacked that."""
        self._draws = self._all_draw or _mentions(submission)
        self.open()
        try:
            given = grade()
        except GraderError:
            if not self._lacking:
                raise
        else:
            if not self._lacking:
                return given
        self._draws = self._all_draw = True  # others of this exam may do the same
        self.open()
        return grade()

    @property
    def _lacking(self) -> bool:
        return not self._draws and self.current().lacking

    def close(self) -> None:
        """Ends them."""
        for zygote in self._opened.values():
            zygote.close()


def _assignment_draws(assignment: Assignment) -> bool:
    """Whether all guests get Matplotlib: libraries may import it, and what mentions it once will again."""
    if assignment.libraries:
        return True
    files = {**assignment.given_files(), **assignment.guest_modules(), **reference_work(assignment).files}
    stubs = (assignment.folder / f"{part.module}.py" for part in assignment.parts)
    return _said_in((*files.values(), *(stub.read_bytes() for stub in stubs if stub.is_file())))


def _mentions(submission: Submission) -> bool:
    cells = submission.notebook.cells if submission.notebook is not None else ()
    return _said_in((*submission.files.values(), *(cell.source.encode("utf-8", "replace") for cell in cells)))


def _said_in(texts: Iterable[bytes]) -> bool:
    return any(map(mentions_matplotlib, texts))

"""Collects the public tests, in guests that contain nothing of a student's yet. Trusted side.

So nothing in a work can change which tests are found, and an error in the tests is reported as theirs.
"""

from collections.abc import Callable, Mapping, Sequence

from grader.errors import AssignmentError
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.model import PUBLIC_TESTS
from grader.wire.public_tests import FoundTest


class CollectedTests:
    """The tests of some files, each collected when it is first needed."""

    def __init__(self, files: Mapping[str, bytes], chosen: Sequence[str], open_guest: Callable[[], Guest]) -> None:
        """`chosen` are the files that contain tests; `open_guest` returns an empty guest."""
        self.files = files
        self._chosen = chosen
        self._open_guest = open_guest
        self._found: dict[str, tuple[FoundTest, ...]] = {}

    def collect_in(self, guest: Guest, file: str) -> None:
        """Collects the tests of a file in a guest that will then load the modules under test.

        Raises:
            AssignmentError: They cannot be collected.
            CallFailedError: They cannot be collected now, but could be before.
        """
        try:
            self._note([file], guest.collect(self.files, [file]))
        except CallFailedError as error:
            guest.end()
            raise (error if file in self._found else _broken(error)) from error

    def of(self, file: str) -> tuple[FoundTest, ...]:
        """The tests of a file; empty if it was not chosen. Raises AssignmentError."""
        if file in self._chosen and file not in self._found:
            self._collect_all()
        return self._found.get(file, ())

    def _collect_all(self) -> None:
        """Collects the remaining files, which no guest of a task could collect."""
        guest, missing = self._open_guest(), [file for file in self._chosen if file not in self._found]
        try:
            self._note(missing, guest.collect(self.files, missing))
        except CallFailedError as error:
            raise _broken(error) from error
        finally:
            guest.end()

    def _note(self, files: Sequence[str], found: Sequence[FoundTest]) -> None:
        self._found.update({file: tuple(test for test in found if test.file == file) for file in files})


def _broken(error: CallFailedError) -> AssignmentError:
    words = error.failure.message or error.failure.reason
    return AssignmentError(f"The public tests cannot be collected ({words}): restore {PUBLIC_TESTS}/ from the handout.")

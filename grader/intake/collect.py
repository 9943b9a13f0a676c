"""Gathers a submission's files while they stream in, and stops at the first limit. Trusted side; opens nothing."""

from collections.abc import Callable, Mapping
from io import BytesIO

from msgspec import Struct

from grader.errors import SubmissionError
from grader.intake.limits import CHUNK, ENTRIES, FILES, TOTAL_BYTES, file_limit, size
from grader.intake.naming import is_notebook, plain_name, usable
from grader.sanitize import listed, quoted


class CollectedFiles(Struct, frozen=True):
    """The collected files, without noise.

    Attributes:
        files: Relative POSIX path -> content.
        unreadable: Relative POSIX path -> why the file or folder there could not be read.
        refused: Relative POSIX path -> the sentence that refuses a submission which contains it.
        notes: What was ignored, in words.
        root: The folder of what arrived that the paths are relative to; empty if that is all of it.
    """

    files: Mapping[str, bytes]
    unreadable: Mapping[str, str] = {}
    refused: Mapping[str, str] = {}
    notes: tuple[str, ...] = ()
    root: str = ""


class Collector:
    """Collects one file after the other; it counts bytes that were read, never sizes that were declared."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._unreadable: dict[str, str] = {}
        self._refused: dict[str, str] = {}
        self._installed: dict[str, None] = {}
        self._links: list[str] = []
        self._special: list[str] = []
        self._misnamed: list[str] = []
        self._entries = 0
        self._taken = 0
        self._bytes = 0

    def count_entry(self) -> None:
        """Counts one more entry of a folder or archive, taken or not.

        Raises:
            SubmissionError: There are too many to look through.
        """
        self._entries += 1
        if self._entries > ENTRIES:
            raise SubmissionError(
                f"The submission lists more than {ENTRIES:,} files and folders: hand in your own files only."
            )

    def skip_link(self, path: str) -> None:
        """Notes a link, which is never followed."""
        self._links.append(path)

    def skip_installed(self, folder: str) -> None:
        """Notes an environment or a folder of installed packages, however often."""
        self._installed[folder] = None

    def refuse(self, path: str, sentence: str) -> None:
        """Notes a path that refuses the submission, if it is in the folder that is graded."""
        self._refused[path] = sentence

    def skip_special(self, path: str) -> None:
        """Notes a pipe, socket or device, which is never opened."""
        self._special.append(path)

    def skip_unreadable(self, path: str, reason: str) -> None:
        """Notes a file that is there and cannot be read."""
        self._unreadable[path] = reason

    def admits(self, path: str) -> bool:
        """Whether a file or folder may be kept under this path; notes it if not."""
        if usable(path):
            return True
        self._misnamed.append(path)
        return False

    def take(self, path: str, read: Callable[[int], bytes], declared: int) -> None:
        """Reads one file to its end and keeps it.

        Args:
            path: Where it belongs, relative.
            read: Returns at most that many of its next bytes, none at the end.
            declared: How long it claims to be; only ever shown.

        Raises:
            SubmissionError: A limit is passed, or the path was taken before with other content.
        """
        self._taken += 1
        if self._taken > FILES:
            raise SubmissionError(
                f"The submission has more than {FILES:,} files, which is the limit: hand in your own files only."
            )
        limit, kind = file_limit(plain_name(path))
        content = BytesIO()
        while chunk := read(CHUNK):
            self._bytes += len(chunk)
            content.write(chunk)
            if content.tell() > limit:
                raise SubmissionError(_too_large(path, max(declared, content.tell()), limit, kind))
            if self._bytes > TOTAL_BYTES:
                raise SubmissionError(f"The submission has more than {size(TOTAL_BYTES)} in all, which is the limit.")
        if self._files.setdefault(path, content.getvalue()) != content.getvalue():
            raise SubmissionError(
                f"The submission has {quoted(path)} twice, with different content: hand in one of them."
            )

    def collected(self) -> CollectedFiles:
        """Everything that was collected, and notes on what was not."""
        ignored = (
            ("Installed packages are never read", self._installed),
            ("Links are never followed", self._links),
            ("Only ordinary files are read", self._special),
            ("File names that are too long, too deep or not plain text cannot be kept", self._misnamed),
        )
        notes = tuple(f"{reason}; ignored: {listed(paths)}." for reason, paths in ignored if paths)
        return CollectedFiles(self._files, self._unreadable, self._refused, notes)


def _too_large(path: str, found: int, limit: int, kind: str) -> str:
    advice = " Clear the outputs of all cells and save it again." if is_notebook(path) else ""
    return f"{quoted(path)} has {size(found)}: {kind} may have up to {size(limit)}.{advice}"

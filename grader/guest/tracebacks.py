"""The message of an exception of student code, and where in the student's own files it was raised. Untrusted side."""

import linecache
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from grader.sanitize import utf8
from grader.wire.messages import TracebackFrame

MESSAGE_CHARACTERS = 4_000
FRAMES = 8


def frames_of(error: BaseException, roots: Sequence[str], is_cell: Callable[[str], bool]) -> list[TracebackFrame]:
    """The traceback's lines in the student's own code, outermost first; for a syntax error, its position.

    Args:
        error: The exception.
        roots: The folders of the student's files, each with a trailing slash.
        is_cell: Whether a file name is that of a cell of the notebook.
    """

    def is_own(file: str) -> bool:
        return is_cell(file) or file.startswith(tuple(roots)) or is_program(file)

    def is_program(file: str) -> bool:
        """Whether runpy.run_path() was given it by its name alone, as a public test of a program does."""
        return not file.startswith(("/", "<")) and any(Path(root, file).is_file() for root in roots)

    def relative(file: str) -> str:
        return next((file.removeprefix(root) for root in roots if file.startswith(root)), file)

    linecache.checkcache()
    found = [
        TracebackFrame(relative(entry.filename), entry.lineno or 0, entry.name, entry.line or "")
        for entry in traceback.extract_tb(error.__traceback__)
        if is_own(entry.filename)
    ]
    if isinstance(error, SyntaxError) and error.filename and is_own(error.filename):
        line = (error.text or "").strip()
        found.append(TracebackFrame(relative(error.filename), error.lineno or 0, "<module>", line))
    return found[-FRAMES:]


def text_of(error: BaseException) -> str:
    """Its message, shortened."""
    try:
        text = str(error)[:MESSAGE_CHARACTERS]
    except BaseException:  # noqa: BLE001 # the student's own __str__ runs here
        text = "(its message cannot be shown)"
    return utf8(text).decode("utf-8")

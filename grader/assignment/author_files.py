"""Reads an author's text files: UTF-8, with or without a byte order mark. Trusted side; runs none of them.

Anything else is the author's mistake, told by file and line: a text that was read wrongly would be wrong in silence.
"""

from pathlib import Path
from typing import TypeVar

import msgspec

from grader.errors import AssignmentError
from grader.toml_faults import toml_fault

_T = TypeVar("_T")


def read_toml(file: Path, kind: type[_T], what: str) -> _T:
    """The content of a TOML file as this type; `what` names it in a sentence. Raises AssignmentError."""
    text = read_author_text(file)
    try:
        return msgspec.toml.decode(text, type=kind)
    except msgspec.MsgspecError as error:
        raise AssignmentError(f"{file} is not {what}: {toml_fault(error, text.encode(), kind)}") from error


def read_author_text(file: Path) -> str:
    """The text of a file, with line feeds as line ends. Raises AssignmentError if it is not UTF-8."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise AssignmentError(f"{file} cannot be read: {error.strerror}.") from error
    return author_text(content, file)


def invalid_python(error: SyntaxError | ValueError, file: Path) -> AssignmentError:
    """What to raise about an author's module that does not compile."""
    line = f", line {error.lineno}," if isinstance(error, SyntaxError) and error.lineno else ""
    return AssignmentError(f"{file}{line} is not valid Python: {python_fault(error)}")


def python_fault(error: SyntaxError | ValueError) -> str:
    """What Python said, without the place, as the end of a sentence."""
    return f"{error.msg if isinstance(error, SyntaxError) else error}."


def author_text(content: bytes, file: Path) -> str:
    """The same of its content. Raises AssignmentError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise AssignmentError(f"{file}, line {line}, is not UTF-8: save the file as UTF-8.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")

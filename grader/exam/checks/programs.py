"""The student's module as a program, and the files that its code reads and writes. Trusted side."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NoReturn

from msgspec import Struct

from grader.exam.checks.basic import CheckFailedError
from grader.host.proxy import Proxy
from grader.model import FeedbackLevel, Finding
from grader.wire.surroundings import ReadFile, RunProgram, WriteFiles

Content = str | bytes
LABEL = "program"
"""The name of a run among the calls of the test."""


class WrittenFiles(dict[str, Content]):
    """The files that a program wrote: texts if they are UTF-8, else bytes. Asking for another one fails the test."""

    def __missing__(self, name: str) -> NoReturn:
        raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, f"The program should write the file {name}."))


class ProgramRun(Struct, frozen=True):
    """How a program ended, what it printed on standard output and standard error, and the files that it wrote."""

    status: int
    output: str
    errors: str
    files: WrittenFiles


def run_program(
    student: Proxy,
    lines: Sequence[str] = (),
    args: Sequence[str] = (),
    files: Mapping[str, Content] | None = None,
) -> ProgramRun:
    """Runs the student's module as a program: it reads these lines, and finds these arguments and files.

    An exception it raises is raised here; `sys.exit` sets its exit status. Each run starts with the files as they were.

    Raises:
        ValueError: The task has no module of its own.
    """
    __tracebackhide__ = True
    if several := Proxy.several(student):
        raise ValueError(
            f"run_program runs the module of a task, and this one asks for names of {' and '.join(several)}: give the "
            'program a task of its own, with `module = "…"` and `program = true`'
        )
    request = RunProgram(lines=_texts("lines", lines), arguments=_texts("args", args), files=_packed(files or {}))
    told = {"lines": list(lines), "args": list(args), "files": dict(files or {})}
    found, output, errors = Proxy.perform(student, request, LABEL, {name: each for name, each in told.items() if each})
    status, written = _answer(student, found)
    return ProgramRun(status, output, errors, WrittenFiles({name: _readable(each) for name, each in written.items()}))


def write_files(student: Proxy, files: Mapping[str, Content]) -> None:
    """Puts files where the student's code runs, for it to open by these names."""
    Proxy.perform(student, WriteFiles(files=_packed(files)))


def read_file(student: Proxy, name: str) -> Content:
    """A file that the student's code has written, as text if it is UTF-8; a failed check if there is none."""
    __tracebackhide__ = True
    found, _, _ = Proxy.perform(student, ReadFile(name=_checked(name)))
    if type(found) is not bytes:
        raise Proxy.protocol_error(student)
    return _readable(found)


def _answer(student: Proxy, found: object) -> tuple[int, dict[str, bytes]]:
    """The answer to a run, which the student's process made; checked before it is used."""
    match found:
        case (int(status), dict(files)) if set(map(type, files)) <= {str} and set(map(type, files.values())) <= {bytes}:
            return int(status), files
        case _:
            raise Proxy.protocol_error(student)


def _readable(content: bytes) -> Content:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content


def _packed(files: Mapping[str, Content]) -> dict[str, bytes]:
    return {_checked(name): each.encode() if isinstance(each, str) else bytes(each) for name, each in files.items()}


def _checked(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.name == "":
        raise ValueError(f"{name!r} is no name of a file below the folder where the student's code runs")
    return path.as_posix()


def _texts(what: str, given: Iterable[Any]) -> tuple[str, ...]:
    if isinstance(given, str) or not all(isinstance(each, str) for each in given):
        raise TypeError(f"{what} takes a list of texts, one for each: {what}=[…]")
    return tuple(given)

"""Requests around the student's module: running it as a program, files, a module of the author's, randomness,
measurement. Both sides.

The student's process may read everything that the host sends with them: none of it is secret.
"""

from typing import TypeAlias

from msgspec import Struct

MAX_FILES = 64
MAX_FILE_BYTES = 4 << 20
"""The total size of the files that come back after one request."""


class RunProgram(Struct, frozen=True, tag="run_program", kw_only=True):
    """Run the module under test from its file, like `python module.py`, in the scratch directory.

    The answer is the exit status and, by name, the files that it has written; afterwards the directory is restored.

    Attributes:
        arguments: The arguments after its name in `sys.argv`.
        lines: What it reads from standard input.
        files: Relative path -> content of additional files in the directory.
    """

    id: int = 0
    arguments: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    files: dict[str, bytes] = {}


class WriteFiles(Struct, frozen=True, tag="write_files", kw_only=True):
    """Write files into the scratch directory, by relative path."""

    id: int = 0
    files: dict[str, bytes]


class ReadFile(Struct, frozen=True, tag="read_file", kw_only=True):
    """Send the content of a file of the scratch directory, by its relative path."""

    id: int = 0
    name: str


class LoadModule(Struct, frozen=True, tag="load_module", kw_only=True):
    """Run a module of the author's beside the student's; the answer is its handle."""

    id: int = 0
    name: str
    source: bytes


class BeginMeasuring(Struct, frozen=True, tag="begin_measuring", kw_only=True):
    """Start measuring; with `trace`, memory too."""

    id: int = 0
    trace: bool = False


class EndMeasuring(Struct, frozen=True, tag="end_measuring", kw_only=True):
    """The answer is what was measured: counted operations, the peak memory in bytes, and seconds."""

    id: int = 0


Surrounding: TypeAlias = RunProgram | WriteFiles | ReadFile | LoadModule | BeginMeasuring | EndMeasuring

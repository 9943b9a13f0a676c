"""Runs the student's module as a program, manages its files, loads modules of the author's and seeds generators.
Untrusted side.
"""

import os
import random
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from numpy import random as numpy_random  # NumPy loads it lazily; it should be loaded before a guest is forked

from grader.guest.capture import typing
from grader.guest.loader import lay_out
from grader.wire.surroundings import (
    MAX_FILE_BYTES,
    MAX_FILES,
    LoadModule,
    ReadFile,
    RunProgram,
    Surrounding,
    WriteFiles,
)

MAIN = "__main__"
CACHES = "__pycache__"


class AbsentFileError(Exception):
    """There is no such file; the message is its name."""


def carry_out(request: Surrounding, scratch: Path, program: str) -> object:
    """Carries out a request in a scratch directory; `program` is the file of the module under test, if it has one.

    Raises:
        AbsentFileError: The file is not there.
    """
    match request:
        case RunProgram():
            return run_program(request, _present(scratch, program), scratch)
        case WriteFiles(files=files):
            lay_out(files, scratch)
        case ReadFile(name=name):
            return _present(scratch, name).read_bytes()
        case LoadModule():
            return load_module(request)
    return None


def _present(scratch: Path, name: str) -> Path:
    file = scratch / name
    if not name or not file.is_file():
        raise AbsentFileError(name)
    return file


def run_program(request: RunProgram, program: Path, scratch: Path) -> tuple[int, dict[str, bytes]]:
    """Runs a file like the `python` command; returns its exit status and the files that it wrote.

    Raises what it raises. Afterwards the files are restored, so that every run starts in the same state.
    """
    before = _contents(scratch)
    lay_out(request.files, scratch)
    known = {**before, **request.files}
    os.chdir(scratch)
    try:
        status = _run(program, request)
        written = {name: content for name, content in _contents(scratch).items() if known.get(name) != content}
    finally:
        os.chdir(scratch)
        _restore(before, scratch)
    if len(written) > MAX_FILES or sum(map(len, written.values())) > MAX_FILE_BYTES:
        raise OverflowError(f"a program may write {MAX_FILES} files and {MAX_FILE_BYTES >> 20} MiB here")
    return status, written


def _run(program: Path, request: RunProgram) -> int:
    module = ModuleType(MAIN)
    module.__file__ = str(program)
    arguments, main = sys.argv, sys.modules.get(MAIN)
    sys.argv = [program.name, *request.arguments]
    sys.modules[MAIN] = module
    try:
        with typing(request.lines):
            exec(compile(program.read_bytes(), str(program), "exec", dont_inherit=True), vars(module))  # noqa: S102 # what a program is
    except SystemExit as left:
        return _status(left)
    finally:
        sys.argv = arguments
        if main is not None:
            sys.modules[MAIN] = main
    return 0


def _status(left: SystemExit) -> int:
    """The exit status; a text is printed, and means 1."""
    if left.code is None or isinstance(left.code, int):
        return (left.code or 0) & 0xFF
    sys.stderr.write(f"{left.code}\n")
    return 1


def _contents(scratch: Path) -> dict[str, bytes]:
    """The regular files below a folder by relative path, without Python's caches."""
    return {path.relative_to(scratch).as_posix(): path.read_bytes() for path in _files(scratch)}


def _files(folder: Path) -> Iterator[Path]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != CACHES)
        for name in sorted(names):
            file = Path(path, name)
            if stat.S_ISREG(file.lstat().st_mode) and _is_text(name):
                yield file


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _restore(before: Mapping[str, bytes], scratch: Path) -> None:
    for name, content in _contents(scratch).items():
        if name not in before:
            (scratch / name).unlink()
        elif before[name] != content:
            (scratch / name).write_bytes(before[name])
    lay_out({name: content for name, content in before.items() if not (scratch / name).exists()}, scratch)


def load_module(request: LoadModule) -> ModuleType:
    """A module of the author's; it may import the student's by name, and cannot be imported itself."""
    module = ModuleType(request.name)
    file = f"{request.name}.py"
    module.__file__ = file
    exec(compile(request.source, file, "exec", dont_inherit=True), vars(module))  # noqa: S102 # what a module is
    return module


def seed_generators(seed: int) -> None:
    """Seeds all randomness: Python's and NumPy's generators, and those that are created without a seed."""
    random.seed(seed)
    numpy_random.seed(seed)  # noqa: NPY002 # the generator that students' code may use
    bit_generator: Any = numpy_random.bit_generator
    bit_generator.randbits = random.Random(seed).getrandbits  # noqa: S311 # from which `default_rng()` draws its seed

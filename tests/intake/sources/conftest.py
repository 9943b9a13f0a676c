"""A class from a platform, read into entries."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.intake import ClassEntry, ReceivedClass, read_class, read_entry
from grader.model.options import ReadingOptions
from tests.support.packing import PACKINGS, Files, Read


@pytest.fixture
def read(assignment: Assignment, tmp_path: Path) -> Read:
    """Packs files and reads the class in them."""

    def read_packed(files: Files, packing: str = "zip", name: str = "class", **options: object) -> ReceivedClass:
        scratch = tmp_path / "scratch"
        scratch.mkdir(exist_ok=True)
        source = PACKINGS[packing](files, tmp_path / name)
        reading = ReadingOptions(**options)  # type: ignore[arg-type] # as the caller says
        return read_class(source, assignment, scratch, reading)

    return read_packed


@pytest.fixture
def graded(assignment: Assignment) -> Callable[[ClassEntry], set[str]]:
    """The files of an entry that would be graded, where every task has a solution among them."""

    def files_of(entry: ClassEntry) -> set[str]:
        work = read_entry(entry, assignment)
        assert not work.problems
        return set(work.files)

    return files_of


@pytest.fixture
def zipped() -> Callable[[Files], bytes]:
    """The bytes of a zip with these files."""

    def pack(files: Files) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return packed.getvalue()

    return pack


@pytest.fixture
def roster_of(tmp_path: Path) -> Callable[[str], Path]:
    """A file with this roster."""

    def write(text: str) -> Path:
        path = tmp_path / "roster.csv"
        path.write_text(text, "utf-8")
        return path

    return write

"""What intake read from whatever arrived, and the receipt of what was handed in. Trusted side; knows no file format."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

PUBLIC_TESTS = "public_tests"
"""The folder of the tests that students have; an excerpt of a file in it shows a test, not a student's code."""


CHECK_CELL = "# Checks this notebook with the public tests"
"""The beginning of the last cell of a handout's notebook, which runs `grader check`: it is not part of the work."""


class CellKind(StrEnum):
    """The kind of a notebook's cell."""

    CODE = "code"
    MARKDOWN = "markdown"
    RAW = "raw"


class Cell(Struct, frozen=True):
    """One cell.

    Attributes:
        kind: Its kind.
        source: Its text as the student wrote it.
        code: The code that runs: the source without IPython's own syntax, line for line. Empty for other cells.
    """

    kind: CellKind
    source: str
    code: str = ""


class Notebook(Struct, frozen=True):
    """A notebook that contains the solution of at least one task.

    Attributes:
        name: Its file name.
        cells: All its cells, from top to bottom; they are numbered from 1.
        modules: The tasks, by module name, that are graded in the namespace of its run; for each, the numbers of the
            cells that define its names, as far as this can be determined without running them.
    """

    name: str
    cells: tuple[Cell, ...]
    modules: Mapping[str, tuple[int, ...]]

    def cell_name(self, number: int) -> str:
        """The name of a cell in tracebacks."""
        return f"{self.name}, cell {number}"

    def cell_files(self) -> dict[str, bytes]:
        """The code of the cells, by their names in tracebacks."""
        numbered = enumerate(self.cells, start=1)
        return {self.cell_name(number): cell.code.encode() for number, cell in numbered if cell.kind is CellKind.CODE}


class Submission(Struct, frozen=True, kw_only=True):
    """What intake read from whatever arrived.

    Attributes:
        id: The name under which it is graded.
        digest: `sha256:...` over all file names and contents.
        files: Relative POSIX path -> content; task modules are at the top under their exact names. No given files.
        problems: Task module name (without `.py`) -> why it cannot be used, in one sentence for the student.
        notes: What intake repaired or ignored, in words a novice can act on.
        notebook: The notebook, if one is graded; it is not among the files.
        origins: Name of a file or the notebook -> relative POSIX path it arrived under, if different.
    """

    id: str
    digest: str
    files: Mapping[str, bytes]
    problems: Mapping[str, str]
    notes: tuple[str, ...] = ()
    notebook: Notebook | None = None
    origins: Mapping[str, str] = {}


RECEIPT_SCHEMA = "grader/receipt/1"


class PackedTask(Struct, frozen=True, kw_only=True):
    """One task: the file that will be graded, or why there is none, and where code is still to be written."""

    id: str
    title: str
    file: str = ""
    problem: str = ""
    unfinished: str = ""


class Receipt(Struct, frozen=True, kw_only=True):
    """What was handed in.

    Attributes:
        archive: The digest of the archive.
        digest: The digest of the work: the same as in grade.json once it is graded.
        tasks: What is graded for each task.
        files: The files in the archive, with their sizes.
        left_out: What is in the folder but not in the archive, and why.
        notes: What intake says about the work.
    """

    schema: str = RECEIPT_SCHEMA
    assignment: str
    title: str
    archive: str
    digest: str
    tasks: tuple[PackedTask, ...]
    files: Mapping[str, int]
    left_out: Mapping[str, str]
    notes: tuple[str, ...]

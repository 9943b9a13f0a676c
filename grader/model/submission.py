"""What intake made of whatever arrived: files, and perhaps a notebook. Trusted side; knows no file format."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

PUBLIC_TESTS = "public_tests"
"""The folder of the tests that students have; an excerpt of a file in it is of a test, and not of a student's code."""


CHECK_CELL = "# Checks this notebook with the public tests"
"""How the last cell of a handout's notebook begins, which runs `grader check`: it is no part of anybody's work."""


class CellKind(StrEnum):
    """What a cell of a notebook is."""

    CODE = "code"
    MARKDOWN = "markdown"
    RAW = "raw"


class Cell(Struct, frozen=True):
    """One cell.

    Attributes:
        kind: What it is.
        source: Its text as the student wrote it.
        code: What runs: the source without IPython's own syntax, line for line. Empty unless it is a code cell.
    """

    kind: CellKind
    source: str
    code: str = ""


class Notebook(Struct, frozen=True):
    """A notebook that holds the solution of at least one task.

    Attributes:
        name: Its file name.
        cells: All its cells, from top to bottom; people count them from 1.
        modules: The tasks, by module name, that are graded in the namespace of its run; for each the numbers of the
            cells that define its names, as far as they can be told without running them.
    """

    name: str
    cells: tuple[Cell, ...]
    modules: Mapping[str, tuple[int, ...]]

    def cell_name(self, number: int) -> str:
        """What tracebacks call a cell."""
        return f"{self.name}, cell {number}"

    def cell_files(self) -> dict[str, bytes]:
        """The code of the cells, under the names that tracebacks have for them."""
        numbered = enumerate(self.cells, start=1)
        return {self.cell_name(number): cell.code.encode() for number, cell in numbered if cell.kind is CellKind.CODE}


class Submission(Struct, frozen=True, kw_only=True):
    """What intake made of whatever arrived.

    Attributes:
        id: The name it is graded under.
        digest: `sha256:...` over all file names and contents.
        files: Relative POSIX path -> content; task modules stand at the top under their exact names. No given files.
        problems: Task module name (without `.py`) -> why it cannot be used, as one sentence for the student.
        notes: What intake repaired or ignored, in words a novice can act on.
        notebook: The notebook, where one is graded; it does not lie among the files.
        origins: Name of a file or the notebook -> relative POSIX path it arrived under, where that is another one.
    """

    id: str
    digest: str
    files: Mapping[str, bytes]
    problems: Mapping[str, str]
    notes: tuple[str, ...] = ()
    notebook: Notebook | None = None
    origins: Mapping[str, str] = {}

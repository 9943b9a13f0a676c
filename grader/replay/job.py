"""What a replay's process is told to do. Trusted side; data only."""

from msgspec import Struct

from grader.model import Cell
from grader.wire.messages import Layer


class Job(Struct, frozen=True, kw_only=True):
    """One notebook to run.

    Attributes:
        name: Its file name.
        cells: Its cells, as the student wrote them.
        files: What lies beside it, by path.
        libraries: What it may use beside NumPy and Matplotlib.
        scratch: The directory that the kernel may write to, which exists.
        layers: Of the jail.
        environment: The kernel's whole environment.
        cell_seconds: Processor time for one cell.
        notebook_seconds: Processor time for all cells together.
        idle_seconds: Wall time that all of them may rest.
        memory_bytes: Of the kernel.
        file_bytes: The largest file that it may write.
    """

    name: str
    cells: tuple[Cell, ...]
    files: dict[str, bytes]
    libraries: tuple[str, ...]
    scratch: str
    layers: tuple[Layer, ...]
    environment: dict[str, str]
    cell_seconds: float
    notebook_seconds: float
    idle_seconds: float
    memory_bytes: int
    file_bytes: int

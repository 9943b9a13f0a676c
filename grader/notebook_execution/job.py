"""The instructions for the process of an execution. Trusted side; data only."""

from msgspec import Struct

from grader.model import Cell, Isolation


class Job(Struct, frozen=True, kw_only=True):
    """One notebook to run.

    Attributes:
        name: Its file name.
        cells: Its cells, as the student wrote them.
        files: What lies beside it, by path.
        libraries: What it may use beside NumPy and Matplotlib.
        scratch: A directory that exists, which the kernel may write to where it is given none of its own.
        sockets: A directory that exists, for the sockets by which the kernel is talked to, and nothing else.
        level: Of its isolation.
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
    sockets: str
    level: Isolation
    environment: dict[str, str]
    cell_seconds: float
    notebook_seconds: float
    idle_seconds: float
    memory_bytes: int
    file_bytes: int

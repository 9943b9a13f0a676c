"""What was handed in, and what will be graded of it. Trusted side; knows no file format."""

from collections.abc import Mapping

from msgspec import Struct

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

"""What students call to hand in: the archive with its receipt, the push to the course's git server. Trusted side."""

from pathlib import Path
from typing import TYPE_CHECKING

from grader.api.arguments import PathLike, as_path

if TYPE_CHECKING:
    from grader.hand_in.pack import Packed


def pack(
    path: PathLike = ".", *, assignment: PathLike | None = None, output: PathLike | None = None
) -> "tuple[Packed, Path]":
    """Writes the archive to hand in and its receipt, and reads it as grading will; returns what it packed and its path.

    >>> from grader import pack
    >>> packed, archive = pack("submissions/kim", assignment="assignments/tiny", output="to-hand-in")
    >>> archive.name, [task.file for task in packed.receipt.tasks]
    ('tiny.zip', ['tiny_double.py', 'tiny_shift.py'])

    Args:
        path: The folder of the work, or the notebook.
        assignment: The folder of the assignment; by default as for `check`.
        output: The folder for both files; by default the current one or, if that is the work, the one above.

    Raises:
        UsageError: There is no work, or nothing in it that could be graded; or `output` is inside the work.
    """
    from grader.hand_in.pack import pack_work, receipt_file
    from grader.intake.work import outside, own_assignment
    from grader.output.files import make_folder, write_file

    work = Path(path)
    chosen = own_assignment(work, as_path(assignment))
    folder = outside(work, as_path(output))
    packed = pack_work(work, chosen)
    make_folder(folder)
    archive = folder / f"{chosen.slug}.zip"
    write_file(archive, packed.archive)
    write_file(folder / f"{chosen.slug}.receipt.json", receipt_file(packed.receipt))
    return packed, archive


def submit(path: PathLike = ".", *, assignment: PathLike | None = None, push: bool = True) -> "tuple[Packed, str]":
    """Packs the work and pushes it to the git server that the assignment names; returns it and the commit's id.

    >>> from grader import submit
    >>> packed, commit = submit("submissions/kim", assignment="assignments/tiny", push=False)
    >>> sorted(packed.files), commit
    (['tiny_double.py', 'tiny_shift.py'], '')

    Args:
        path: The folder of the work, or the notebook.
        assignment: The folder of the assignment; by default as for `check`.
        push: If false, nothing is handed in, and the id is empty.

    Raises:
        UsageError: There is no work, the assignment names no server, or git refuses.
    """
    from grader.hand_in.pack import pack_work
    from grader.hand_in.submit import submit_work
    from grader.intake.work import own_assignment

    work = Path(path)
    chosen = own_assignment(work, as_path(assignment))
    packed = pack_work(work, chosen)
    return packed, submit_work(packed, work, chosen) if push else ""

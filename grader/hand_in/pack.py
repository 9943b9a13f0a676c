"""A student's work -> the archive to hand in and its receipt, once intake has read that archive. Trusted side; static.

The same work gives the same bytes. Files that grading already has or never takes are left out: unchanged files of the
handout, given files, public tests, and what intake ignores.
"""

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.assignment import MANIFEST, Assignment
from grader.errors import HarnessError, SubmissionError
from grader.intake.from_path import collect_path
from grader.intake.handed_out import RECORD, HandoutRecord, edited_notes, read_handout_record
from grader.intake.notebook import cells_listed
from grader.intake.submission import read_submission
from grader.intake.unfinished import unfinished
from grader.model import PUBLIC_TESTS, PackedTask, Receipt, Submission

EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that the format has
READABLE = 0o100644 << 16  # a regular file, in the Unix half of the attributes


class Packed(Struct, frozen=True):
    """An archive that is ready to be handed in, its files, and its receipt."""

    archive: bytes
    files: Mapping[str, bytes]
    receipt: Receipt


def pack_work(path: Path, assignment: Assignment) -> Packed:
    """Packs the work at a path, and reads the archive as grading will.

    Raises:
        SubmissionError: There is nothing to grade, or too much.
        HarnessError: The archive reads differently from the folder.
    """
    work = read_submission(path, assignment)
    collected = collect_path(path)
    left_out = dict(_left_out(collected.files, work, assignment, read_handout_record(assignment)))
    files = {name: content for name, content in sorted(collected.files.items()) if name not in left_out}
    if not files:
        raise SubmissionError("There is nothing to hand in yet: everything here is as it was handed out.")
    archive = _zipped(files)
    read = _read_again(archive, assignment, path)
    tasks = tuple(_tasks(read, assignment))
    if [(task.id, task.file) for task in tasks] != [(task.id, task.file) for task in _tasks(work, assignment)]:
        raise HarnessError("The archive reads differently from the folder: hand in the folder itself, and report this.")
    receipt = Receipt(
        assignment=assignment.slug,
        title=assignment.manifest.title,
        archive=f"sha256:{hashlib.sha256(archive).hexdigest()}",
        digest=read.digest,
        tasks=tasks,
        files={name: len(content) for name, content in files.items()},
        left_out=left_out,
        notes=(*edited_notes(assignment), *read.notes),
    )
    return Packed(archive, files, receipt)


def receipt_file(receipt: Receipt) -> bytes:
    """The receipt as JSON."""
    return msgspec.json.format(msgspec.json.encode(receipt), indent=2) + b"\n"


def _left_out(
    files: Mapping[str, bytes], work: Submission, assignment: Assignment, record: HandoutRecord
) -> Iterator[tuple[str, str]]:
    graded = {work.origins.get(f"{part.module}.py", f"{part.module}.py") for part in assignment.parts}
    graded |= {work.origins.get(work.notebook.name, work.notebook.name)} if work.notebook else set()
    for name, content in files.items():
        if name in assignment.manifest.given:
            yield name, "given by the course, whose original is used"
        elif name in {MANIFEST, RECORD} or name.startswith(f"{PUBLIC_TESTS}/"):
            yield name, "handed out by the course"
        elif any(part.startswith(".") for part in name.split("/")):
            yield name, "it is hidden"
        elif record.unchanged(name, content) and name not in graded | assignment.extra_files:
            yield name, "unchanged since it was handed out"


def _tasks(work: Submission, assignment: Assignment) -> Iterator[PackedTask]:
    left = unfinished(assignment, work)
    for task in assignment.tasks:
        problem = " ".join(work.problems[module] for module in task.modules if module in work.problems)
        graded = (_graded(module, work) for module in task.modules if module not in work.problems)
        yield PackedTask(
            id=task.id,
            title=task.title,
            file=", ".join(dict.fromkeys(graded)),
            problem=problem,
            unfinished=left.get(task.id, ""),
        )


def _graded(module: str, work: Submission) -> str:
    notebook = work.notebook
    if notebook is not None and module in notebook.modules:
        cells = notebook.modules[module]
        name = work.origins.get(notebook.name, notebook.name)
        return f"{name}, {cells_listed(cells)}" if cells else name
    return work.origins.get(f"{module}.py", f"{module}.py")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files, without the time, the place or the program of its creation."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EARLIEST_ZIP_TIME)
            entry.create_system = 3  # Unix; otherwise the attributes mean something else
            entry.external_attr = READABLE
            writer.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def _read_again(archive: bytes, assignment: Assignment, path: Path) -> Submission:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"{assignment.slug}.zip")
        file.write_bytes(archive)
        return read_submission(file, assignment, in_place=path.resolve() == assignment.folder)

"""The files of a submission, prepared by whoever graded it and put in place once its grade is recorded.

Trusted side. Workers render them, on all processors; the process that keeps the record only moves them, so that nobody
sees a result before it is recorded. Until then they are beside the instructor's copies, which are private: a result
that is held back does not become visible to its student.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.model import Grade
from grader.output.files import discard, explaining, make_folder, make_private_folder, write_file
from grader.output.folder import GRADE, LATER, PAGE, digest_of_files, encode_grade
from grader.report.diagrams import Drawings
from grader.report.render import render_instructor, render_report

FOLDER = ".ready"
_GRADES, _PAGES, _COPIES = "grades", "pages", "copies"


@contextmanager
def ready_folder(copies: Path) -> Iterator[Path]:
    """An empty folder for the files of a run, beside the instructor's copies, for the duration of the run.

    Raises:
        UsageError: It cannot be made.
    """
    ready = copies / FOLDER
    make_private_folder(copies)
    clear_ready(copies)
    for kind in (_GRADES, _PAGES, _COPIES):
        make_private_folder(ready / kind)
    try:
        yield ready
    finally:
        clear_ready(copies)


def clear_ready(copies: Path) -> None:
    """Removes what a run has prepared, also one that was killed. Raises UsageError."""
    ready = copies / FOLDER
    with explaining(ready):
        discard(ready)


def lay_ready(grade: Grade, ready: Path, drawings: Drawings) -> str:
    """Renders the files of a grade as it counts; returns the digest of their contents. Raises UsageError."""
    files = encode_grade(grade), render_report(grade, drawings).encode(), render_instructor(grade, drawings).encode()
    for kind, content in zip((_GRADES, _PAGES, _COPIES), files, strict=True):
        write_file(ready / kind / grade.submission, content, private=kind == _COPIES)
    written, page, copy = files
    return digest_of_files(written, page, None, copy)


def put_in_place(submission: str, ready: Path, folder: Path, copies: Path) -> None:
    """Moves the files of a submission, which must not be held back, to where `write_grade` would have written them.

    Raises:
        UsageError: They cannot be moved there.
    """
    make_folder(folder)
    (folder / LATER).unlink(missing_ok=True)
    places = {_GRADES: folder / GRADE, _PAGES: folder / PAGE, _COPIES: copies / f"{submission}.html"}
    for kind, place in places.items():
        with explaining(place):
            (ready / kind / submission).replace(place)

"""Which assignment a work belongs to in a course with several, decided by the names of its files. Trusted side."""

import os
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from grader.assignment import Assignment, Manifest, available_assignments, find_assignment, load_assignment
from grader.errors import AssignmentError, SubmissionError
from grader.intake.from_path import collect_path
from grader.intake.naming import match_name

MAX_NAMES = 20_000
"""How many file names are looked at: a class has a few for each student."""


def choose_assignment(work: Path, given: Path | None = None, *, here: bool = True, solved: bool = True) -> Assignment:
    """The assignment that is given, the only one, or the one of several whose files a work or a class has most of.

    Raises:
        UsageError: There is none, or there are several and the files do not tell which.
        AssignmentError: The assignment is broken.
    """
    folders = [] if given is not None else available_assignments(here=here)
    if len(folders) > 1:
        names = Counter(posixpath.basename(name) for name in islice(_names(work), MAX_NAMES))
        counts = {
            folder: sum(count for name, count in names.items() if _is_of(name, manifest))
            for folder, manifest in _manifests(folders)
        }
        most = max(counts.values(), default=0)
        best = [folder for folder, count in counts.items() if count == most]
        if most and len(best) == 1:
            return load_assignment(best[0], solved=solved)
    return find_assignment(given, here=here, solved=solved)


def _manifests(folders: list[Path]) -> Iterator[tuple[Path, Manifest]]:
    """Each assignment's manifest; one that is broken now is left out."""
    for folder in folders:
        with suppress(AssignmentError):
            yield folder, load_assignment(folder, solved=False).manifest


def _is_of(name: str, manifest: Manifest) -> bool:
    """Whether a file of this name would be taken for something handed in for the assignment."""
    return (
        match_name(name, [part.module for part in manifest.parts]) is not None
        or match_name(name, [manifest.notebook.removesuffix(".ipynb")], "ipynb") is not None
        or any(name == task.file for task in manifest.manual)
        or any(name in task.extra_files for task in manifest.tasks)
    )


def _names(work: Path) -> Iterator[str]:
    """The names of a work's files, or of those in the archive that it is."""
    if work.is_symlink() or not work.exists():
        return
    if work.is_dir():
        for _, _, names in os.walk(work):
            yield from names
        return
    yield work.name
    with suppress(OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        with zipfile.ZipFile(work) as archive:
            yield from archive.namelist()
        return
    with suppress(SubmissionError):  # of another archive, within the limits of a submission
        yield from collect_path(work).files

"""Lays the bundled sample submissions out as a class. Trusted side; copies files and reads one Markdown table."""

import shutil
from pathlib import Path

from msgspec import Struct

from grader.assignment import MANIFEST, Assignment, data_root, load_assignment
from grader.errors import AssignmentError
from grader.intake import ClassEntry, discover_class

FOLDER = "samples"
HANDOUT = "handout"
ALONE = "-"
COLUMNS = 4


class Sample(Struct, frozen=True):
    """One row of the samples' README: its name, what it differs from, and the score it must get."""

    name: str
    based_on: str
    score: str


def read_samples(folder: Path) -> list[Sample]:
    """The samples that README.md in `folder` lists, in its order.

    Raises:
        AssignmentError: There is no such table.
    """
    readme = folder / "README.md"
    if not readme.is_file():
        raise AssignmentError(f"{readme} is missing: it lists the samples in a table.")
    rows = [line.strip().strip("|").split("|") for line in readme.read_text("utf-8").splitlines() if "|" in line]
    cells = [[cell.strip().strip("`") for cell in row] for row in rows if len(row) == COLUMNS]
    return [Sample(*row[:3]) for row in cells[2:]]


def find_sampled() -> Assignment:
    """The bundled assignment that has samples. Raises AssignmentError if none has."""
    for manifest in sorted((data_root() / "assignments").glob(f"*/{MANIFEST}")):
        assignment = load_assignment(manifest.parent)
        if (assignment.solution / FOLDER).is_dir():
            return assignment
    raise AssignmentError(f"No assignment in {data_root()} has samples: restore solutions/*/{FOLDER}.")


def build_samples(assignment: Assignment, place: Path) -> list[ClassEntry]:
    """Builds each sample from what it is based on and its own files, below `place`."""
    folder = assignment.solution / FOLDER
    for sample in read_samples(folder):
        target = place / sample.name
        target.mkdir()
        if sample.based_on == HANDOUT:
            for name, stub in assignment.stubs().items():
                (target / name).write_bytes(stub)
        elif sample.based_on != ALONE:
            shutil.copytree(place / sample.based_on, target, dirs_exist_ok=True)
        if (folder / sample.name).is_dir():
            shutil.copytree(folder / sample.name, target, dirs_exist_ok=True)
    return discover_class(place)

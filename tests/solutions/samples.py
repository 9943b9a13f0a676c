"""Reads the table of the sample submissions and lays one out as its student would hand it in."""

import shutil
from pathlib import Path
from typing import NamedTuple

from tests.solutions.loading import HANDOUT, SAMPLES

GIVEN = ("activations.py", "data_generators.py")


class Sample(NamedTuple):
    """One row of the table."""

    name: str
    based_on: str
    score: str


def read_table() -> dict[str, Sample]:
    """The rows of the only table in samples/README.md, by the name of the sample."""
    lines = [line for line in (SAMPLES / "README.md").read_text().splitlines() if line.startswith("|")]
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines[2:]]
    return {row[0]: Sample(*row[:3]) for row in rows}


def lay_out(name: str, destination: Path) -> Path:
    """Writes the files of a sample, those it is based on first, beside the given modules."""
    destination.mkdir(parents=True, exist_ok=True)
    based_on = read_table()[name].based_on
    if based_on == "handout":
        copy_sources(HANDOUT, destination)
    elif based_on != "-":
        lay_out(based_on, destination)
    for given in GIVEN:
        shutil.copy(HANDOUT / given, destination)
    copy_sources(SAMPLES / name, destination)
    return destination


def copy_sources(folder: Path, destination: Path) -> None:
    """Copies the modules of a folder, if there is such a folder."""
    for file in folder.glob("*.py"):
        shutil.copy(file, destination)

"""Writes a sample submission as its student would hand it in."""

import shutil
from pathlib import Path

from grader.gradebook.samples import Sample, read_samples
from tests.support.loading import HANDOUT, SAMPLES

GIVEN = ("activations.py", "data_generators.py")


def samples() -> dict[str, Sample]:
    """The bundled samples by name."""
    return {sample.name: sample for sample in read_samples(SAMPLES)}


def lay_out(name: str, destination: Path) -> Path:
    """Writes the files of a sample, those it is based on first, beside the given modules."""
    destination.mkdir(parents=True, exist_ok=True)
    based_on = samples()[name].based_on
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

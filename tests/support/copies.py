"""Copies of courses and assignments for tests that change something in them."""

import shutil
from pathlib import Path


def copied(folder: Path, to: Path) -> Path:
    """A copy without bytecode: Python takes that for the source's if both are of one second and of one size."""
    return Path(shutil.copytree(folder, to, symlinks=True, ignore=shutil.ignore_patterns("__pycache__")))

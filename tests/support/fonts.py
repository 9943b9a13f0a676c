"""Provides Matplotlib's list of fonts to a home that a test has laid out: making one takes seconds."""

import shutil
from pathlib import Path

from grader.host.cache import cache_folder

CACHES = (".cache", "Library/Caches")
"""Where a home has its caches: on Linux, and on macOS."""


def lend_fonts(home: Path) -> None:
    """Puts the list where a grader looks for it whose HOME is this folder, if there is one here."""
    here = cache_folder() / "matplotlib"
    for caches in CACHES if here.is_dir() else ():
        shutil.copytree(here, home / caches / "grader" / "matplotlib", dirs_exist_ok=True)

"""Lends what takes seconds to make to a home or an environment that a test has laid out: compiled modules, and
Matplotlib's list of fonts.
"""

import os
import shutil
import sysconfig
from pathlib import Path

from grader.host.cache import cache_folder

CACHES = (".cache", "Library/Caches")
"""Where a home has its caches: on Linux, and on macOS."""


def lend_bytecode(packages: Path) -> None:
    """Puts what this environment has compiled beside the same modules of another one.

    Python takes it only where it is of this very file and this version of Python.
    """
    here = Path(sysconfig.get_path("purelib"))
    for compiled in here.rglob("__pycache__/*.pyc"):
        target = packages / compiled.relative_to(here)
        if target.parents[1].is_dir() and not target.exists():
            target.parent.mkdir(exist_ok=True)
            _link(compiled, target)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


def lend_fonts(home: Path) -> None:
    """Puts the list of fonts where a grader looks for it whose HOME is this folder, if there is one here."""
    here = cache_folder() / "matplotlib"
    for caches in CACHES if here.is_dir() else ():
        shutil.copytree(here, home / caches / "grader" / "matplotlib", dirs_exist_ok=True)

"""Provides compiled modules to environments that a test has laid out: compiling all their imports takes seconds."""

import os
import shutil
import sysconfig
from pathlib import Path


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

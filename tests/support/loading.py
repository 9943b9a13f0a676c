"""Loads folders of flat modules as on a student's machine, without leaving them in this process's `sys.modules`."""

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

from grader.exam.running.imports import _OwnModules

ROOT = Path(__file__).resolve().parents[2]
HANDOUT = ROOT / "assignments" / "multilayer_chain_rule"
REFERENCE = ROOT / "solutions" / "multilayer_chain_rule"
SAMPLES = REFERENCE / "samples"


def load_flat(*folders: Path) -> SimpleNamespace:
    """Imports every module at the top of `folders`, by name; what an earlier folder has hides what a later one has."""
    names = {file.stem for folder in folders for file in folder.glob("*.py")}
    hidden = {name: sys.modules.pop(name) for name in names & sys.modules.keys()}
    sys.path[:0] = [str(folder) for folder in folders]
    finders = list(sys.meta_path)
    sys.meta_path[:] = [each for each in finders if not isinstance(each, _OwnModules)]  # of an exam that stands open
    try:
        return SimpleNamespace(**{name: importlib.import_module(name) for name in sorted(names)})
    finally:
        sys.meta_path[:] = finders
        del sys.path[: len(folders)]
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(hidden)

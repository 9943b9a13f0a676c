"""An installed grader in which every Python process reports, with an audit hook, which planted files it runs."""

import importlib.metadata
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

import grader
from grader.version import DISTRIBUTIONS
from tests.support.lent import lend_fonts

# What the commands need at run time; the rest of the development environment would only take time to lay out.
LEFT_OUT = (
    "mypy",
    "playwright",
    "hypothesis",
    "aiohttp",
    "ruff",
    "debugpy",
    "autograd",
    "_editable_impl",
)
GROUPS = ("grader.formats", "grader.gradebooks", "grader.sources")
HOOK = """
import os, sys

PLANTED, LOG = {planted!r}, {log!r}

def watch(event, arguments):
    if event == "exec":
        file = getattr(arguments[0], "co_filename", "")
    elif event == "compile":
        file = arguments[1]
    elif event == "open" and arguments[1] and str(arguments[0]).endswith("matplotlibrc"):  # intake opens by descriptor
        file = os.path.abspath(arguments[0])
    else:
        return
    if isinstance(file, str) and not file.startswith("<") and os.path.abspath(file).startswith(PLANTED):
        with open(LOG, "a") as log:
            log.write(f"{{file}} in {{sys.orig_argv}}\\n")

sys.addaudithook(watch)
"""


@dataclass(frozen=True)
class Watched:
    """The environment, the folder whose files nobody may run, and the log of those that were run."""

    python: Path
    command: Path
    planted: Path
    log: Path

    def ran(self) -> list[str]:
        """What was run of the planted files so far, and by which command line."""
        return self.log.read_text("utf-8").splitlines() if self.log.exists() else []

    def run(self, *command: str | Path, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Runs a command in a folder."""
        environment = {"PATH": os.defpath, "HOME": str(self.log.parent), **variables}
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def install(root: Path, planted: Path) -> Watched:
    """Lays out an environment of its own under `root`, with the packages of this one and the grader as if installed."""
    home = root / "environment"
    venv.create(home, symlinks=True, with_pip=False)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    link_libraries(packages)
    _link(Path(grader.__file__).parent, packages / "grader")
    log = root / "ran.log"
    lend_fonts(root)
    (packages / "watch_planted.py").write_text(HOOK.format(planted=f"{planted}{os.sep}", log=str(log)))
    (packages / "watch_planted.pth").write_text("import watch_planted\n")
    command = home / "bin" / "grader"
    entry_point = importlib.metadata.distribution(DISTRIBUTIONS[0]).entry_points["grader"]
    command.write_text(f"#!{home}/bin/python\nfrom {entry_point.module} import main\nmain()\n")
    command.chmod(0o755)
    return Watched(home / "bin" / "python", command, planted, log)


def link_libraries(packages: Path) -> None:
    """Puts what the grader needs, and not the grader itself, into a folder of packages."""
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not entry.name.lower().startswith(LEFT_OUT) and entry.name != "grader":
            _link(entry, packages / entry.name)


def _link(source: Path, target: Path) -> None:
    """Hard links where the file system lets it, copies elsewhere."""

    def place(one: str, other: str) -> None:
        try:
            os.link(one, other)
        except OSError:
            shutil.copy2(one, other)

    if source.is_dir():
        shutil.copytree(source, target, copy_function=place, ignore=shutil.ignore_patterns("tests", "bundled"))
    else:
        place(str(source), str(target))


SELDOM = 16


def plant(folder: Path, *, packages_seldom: bool) -> None:
    """Plants every name of the standard library's and of the grader's own libraries, as a module or as a package.

    Seldom as a package in a folder of submissions, where each is one more; and the other way round in another folder.
    """
    libraries = {
        "numpy",
        "matplotlib",
        "msgspec",
        "pytest",
        "jinja2",
        "rich",
        "cyclopts",
        "sqlalchemy",
        "sitecustomize",
        "conftest",
    }
    for number, name in enumerate(sorted((sys.stdlib_module_names | libraries) - {"__main__"})):
        file = folder / (f"{name}/__init__.py" if (number % SELDOM == 0) is packages_seldom else f"{name}.py")
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'raise SystemExit("planted {name}")\n')
    metadata = folder / "planted-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: planted\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("".join(f"[{group}]\nplanted = planted:Planted\n" for group in GROUPS))
    (folder / "planted.py").write_text('raise SystemExit("planted an entry point")\n')
    (folder / "matplotlibrc").write_text("lines.linewidth: 99\n")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --planted\n")
    (folder / "pyproject.toml").write_text("[build-system]\nrequires = []\nbuild-backend = 'planted'\n")

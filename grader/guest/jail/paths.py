"""The parts of the file system that a jailed process needs: libraries of the interpreter and the system. Untrusted.

Only what is named here is allowed. The grader's own package is not, since an installed one may contain solutions beside
the code, and neither are libraries that were not named.
"""

import os
import sys
import sysconfig
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.guest.jail.libraries import SITE_FOLDERS

_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache", "/etc/localtime",
           "/dev/random", "/dev/urandom", "/dev/zero")  # fmt: skip
WRITABLE = (Path(os.devnull),)
HIDDEN = Path(__file__).resolve().parents[2]
"""The grader's package."""


@dataclass(frozen=True)
class Runtime:
    """Readable trees and files, and directories that may be listed only."""

    readable: tuple[Path, ...]
    listable: tuple[Path, ...]


def needed(extra: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The trees and files that exist here, without those inside another one."""
    found = {path for path in (*_interpreter(), *map(Path, _SYSTEM), *extra) if _is_there(path)}
    return tuple(sorted(path for path in found if not any(parent in found for parent in path.parents)))


def runtime(paths: Sequence[Path], libraries: Collection[str]) -> Runtime:
    """Splits paths that contain something forbidden: the grader's package, and all but some entries of library folders.

    Args:
        paths: Trees and files.
        libraries: The readable entries of library folders.
    """
    readable: dict[Path, None] = {}
    listable: dict[Path, None] = {}
    sites = frozenset(_sites(paths))
    above = frozenset(parent for path in (*sites, HIDDEN) for parent in path.parents)
    pending = [path.resolve() for path in reversed(paths)]
    while pending:
        path = pending.pop()
        if path == HIDDEN or path in listable:
            continue
        if path in above or path in sites:
            listable[path] = None
            # A link out of a tree does not make its target readable; some installers use links for libraries.
            wanted = [
                child
                for child in path.iterdir()
                if (child.name in libraries if path in sites else not child.is_symlink())
            ]
            pending.extend(child.resolve() for child in wanted)
        else:
            readable[path] = None
    return Runtime(tuple(readable), tuple(listable))


def import_path() -> list[str]:
    """sys.path without entries outside the interpreter and its virtual environment, such as a checkout."""
    homes = tuple(f"{Path(home)}{os.sep}" for home in (sys.prefix, sys.base_prefix))
    return [entry for entry in sys.path if entry.startswith(homes)]


def _interpreter() -> Iterator[Path]:
    yield from (Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from (Path(entry) for entry in import_path())
    beside = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    for folder in (sysconfig.get_config_var("LIBDIR"), *beside):
        if folder and _is_there(Path(folder)):
            yield from Path(folder).glob("lib*.so*")


def _is_there(path: Path) -> bool:
    """Whether there is such a file or folder, in a place that this user may enter.

    A Python that was moved still names the place where it was built, perhaps in somebody's home directory.
    """
    try:
        return path.exists()
    except PermissionError:
        return False


def _sites(paths: Sequence[Path]) -> Iterator[Path]:
    """The library folders: those on the import path, and the usual ones in these trees."""
    beside = (sysconfig.get_path("stdlib"), "/usr/lib/python3", "/usr/local/lib/python3", *map(str, paths))
    for folder in (*import_path(), *(f"{place}/{name}" for place in beside for name in SITE_FOLDERS)):
        if Path(folder).name in SITE_FOLDERS and Path(folder).is_dir():
            yield Path(folder).resolve()

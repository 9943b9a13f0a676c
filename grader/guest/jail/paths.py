"""What of the file system a jailed process needs: the interpreter's libraries and the system's. Untrusted side.

Allowed is what is named here. The grader's own package is not: installed, it may hold solutions beside the code.
"""

import os
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache", "/etc/localtime",
           "/dev/random", "/dev/urandom", "/dev/zero")  # fmt: skip
WRITABLE = (Path(os.devnull),)
HIDDEN = Path(__file__).resolve().parents[2]
"""The grader's package."""


@dataclass(frozen=True)
class Runtime:
    """Readable trees and files, and directories of which only the list is readable."""

    readable: tuple[Path, ...]
    listable: tuple[Path, ...]


def needed(extra: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The trees and files that exist here, none inside another."""
    found = {path for path in (*_interpreter(), *map(Path, _SYSTEM), *extra) if path.exists()}
    return tuple(sorted(path for path in found if not any(parent in found for parent in path.parents)))


def runtime(paths: Sequence[Path]) -> Runtime:
    """Splits those that hold the grader's package into what lies beside it."""
    readable: list[Path] = []
    listable: list[Path] = []
    for path in paths:
        _split(path, readable, listable)
    return Runtime(tuple(readable), tuple(listable))


def import_path() -> list[str]:
    """sys.path without what does not belong to the interpreter or its virtual environment, such as a checkout."""
    homes = tuple(f"{Path(home)}{os.sep}" for home in (sys.prefix, sys.base_prefix))
    return [entry for entry in sys.path if entry.startswith(homes)]


def _interpreter() -> Iterator[Path]:
    yield from (Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from (Path(entry) for entry in import_path())
    libraries = sysconfig.get_config_var("LIBDIR")
    if libraries:
        yield from Path(libraries).glob("lib*.so*")


def _split(path: Path, readable: list[Path], listable: list[Path]) -> None:
    if path.resolve() == HIDDEN:
        return
    if path.resolve() not in HIDDEN.parents:
        readable.append(path)
        return
    listable.append(path)
    for child in path.iterdir():
        _split(child, readable, listable)

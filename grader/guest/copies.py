"""Copies this process for one more task, kept apart from all other copies. Untrusted side; Linux only.

A copy is made by the bare system call, as a child of this process's own parent: so the zygote ends and reaps it like
any guest, and the filter can distinguish it from the fork that student code must not have. Only the serving thread is
copied, no others.
"""

import ctypes
import os
import platform
import resource
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from grader.guest.descriptors import replace_shared
from grader.guest.jail.enter import CONNECTION, Jail

RUN = "run"
"""The directory in scratch where the cells run."""
_CLONE_PARENT = 0x8000
_CLONE = {"x86_64": 56, "aarch64": 220}
# One that keeps the interpreter's lock while it calls: the copy must come to life holding it.
_libc = ctypes.PyDLL(None, use_errno=True)
_before, _after_here, _after_there = (
    getattr(ctypes.pythonapi, f"PyOS_{name}Fork{where}")
    for name, where in (("Before", ""), ("After", "_Parent"), ("After", "_Child"))
)


class CopyError(Exception):
    """This process could not be copied."""


def can_copy() -> bool:
    """Whether this system lets a process make a copy of itself that is its parent's child."""
    return sys.platform == "linux" and platform.machine() in _CLONE


def copy_process() -> int:
    """Copies this process: returns the copy's id in the parent and 0 in the copy.

    Raises:
        CopyError: It cannot be done.
    """
    if not can_copy():
        raise CopyError("only Linux can")
    _before()
    flags = ctypes.c_ulong(_CLONE_PARENT | signal.SIGCHLD)
    pid = int(_libc.syscall(ctypes.c_long(_CLONE[platform.machine()]), flags, None, None, None, None))
    if pid == 0:
        _after_there()
        return 0
    error = ctypes.get_errno()
    _after_here()
    if pid < 0:
        raise CopyError(os.strerror(error))
    return pid


@dataclass(frozen=True)
class CopySpec:
    """What a copy gets: its jail, its connection, the directory where the cells ran, its number."""

    jail: Jail
    connection: int
    run: Path
    number: int


def enter_copy(spec: CopySpec) -> Path:
    """Confines a fresh copy to a scratch directory of its own, with what the run had left there; returns its path."""
    os.dup2(spec.connection, CONNECTION)
    os.close(spec.connection)
    run, own = spec.run, spec.run.parent / _part(spec.number)
    _copy_tree(run, own)
    replace_shared(run, own, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    os.chdir(own)
    os.environ["HOME"] = os.environ["TMPDIR"] = str(own)
    sys.path[:] = [str(own) if entry == str(run) else entry for entry in sys.path]
    spec.jail.enter_again(str(own), readable=run)
    return own


def _copy_tree(source: Path, target: Path) -> None:
    """Copies ordinary files with nothing but reading and writing, since the jail has no other means."""
    target.mkdir()
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _copy_tree(Path(entry.path), target / entry.name)
            elif entry.is_file(follow_symlinks=False):
                (target / entry.name).write_bytes(Path(entry.path).read_bytes())


def clear(run: Path, numbers: tuple[int, ...]) -> None:
    """Removes what finished copies have left behind."""
    for number in numbers:
        shutil.rmtree(run.parent / _part(number), ignore_errors=True)


def _part(number: int) -> str:
    return f"copy-{number}"

"""A view of the machine that contains only the libraries and one scratch directory. Untrusted side.

A zygote enters its namespaces once: no network, no other processes, no other files. Its guests share them, and are
separated from each other by Landlock and seccomp; each has its own mount namespace with its scratch directory, a file
system in memory of limited size, which disappears with the guest. The zygote is process 1 in the namespaces: when it
ends, the kernel ends all other processes.
"""

import os
import select
import signal
import tempfile
from collections.abc import Sequence
from pathlib import Path

from grader.guest.jail import kernel
from grader.wire.zygote_messages import SCRATCH

SOCKETS = "/sockets"
"""The path of the directory for sockets, for a process that may listen on sockets."""
MAX_FILES = 4096
_OLD_ROOT = "/old"
_NAMESPACES = kernel.CLONE_NEWNS | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS | kernel.CLONE_NEWPID


def enter(*, as_root: bool, ends_with_starter: bool) -> None:
    """Enters new namespaces and returns as process 1 there; the original process waits for it and ends with it.

    If the original process dies, so does process 1. It dies with the thread that started it if `ends_with_starter`.
    """
    user, group = os.getuid(), os.getgid()
    kernel.unshare(_NAMESPACES if as_root else _NAMESPACES | kernel.CLONE_NEWUSER)
    if not as_root:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    end, held = os.pipe()
    pid = os.fork()
    if pid:
        _wait_for(pid, held, ends_with_starter=ends_with_starter)
    os.close(held)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    waiting = select.poll()
    waiting.register(end, 0)
    if waiting.poll(0):  # it died before the death signal was requested
        os._exit(1)
    os.close(end)


def _wait_for(pid: int, held: int, *, ends_with_starter: bool) -> None:
    os.dup2(held, 3)
    os.closerange(4, 256)  # above all the control socket: its end of file ends a zygote
    if not ends_with_starter:
        kernel.prctl(kernel.PR_SET_PDEATHSIG, 0)  # no longer at the end of the thread that started it
    _, status = os.waitpid(pid, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def build_root(readable: Sequence[Path], writable: Sequence[Path], hidden: Path, sockets: str) -> None:
    """Replaces the root directory by one with these paths, read-only, and a place for scratch directories.

    A directory for sockets, if there is one, appears there under another name and is the same as outside.
    """
    # Under its own name and under the one that links lead to, while the links can still be followed.
    sources = {name: path.resolve() for path in readable for name in (path, path.resolve())}
    shared = {path: path.resolve() for path in writable}
    if sockets:
        shared[Path(SOCKETS)] = Path(sockets).resolve()
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    _pivot(tempfile.gettempdir())
    for target, source in sources.items():
        _bind(source, target)
        kernel.make_read_only(str(target))
    for target, source in shared.items():
        _bind(source, target)
    if hidden.is_dir():
        kernel.mount("tmpfs", str(hidden), "tmpfs", kernel.MS_RDONLY, "mode=755,size=4k")
    Path(SCRATCH).mkdir(parents=True)
    kernel.unmount(_OLD_ROOT)
    Path(_OLD_ROOT).rmdir()
    kernel.make_read_only("/", also_beneath=False)


def _pivot(place: str) -> None:
    """Mounts an empty file system in memory at `place` and makes it the root; the old root appears in a folder."""
    kernel.mount("tmpfs", place, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=755,size=1m")
    old = Path(place + _OLD_ROOT)
    old.mkdir()
    kernel.pivot_root(place, str(old))
    os.chdir("/")


def _bind(source: Path, target: Path) -> None:
    source = Path(f"{_OLD_ROOT}{source}")
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        target.mkdir(exist_ok=True)
    else:
        target.touch()
    kernel.mount(str(source), str(target), "", kernel.MS_BIND | kernel.MS_REC)


def mount_scratch(size: int, owner: int) -> None:
    """Gives this process a scratch directory that no other can see, before it gives up the right to mount."""
    kernel.unshare(kernel.CLONE_NEWNS)
    options = f"mode=700,size={size},nr_inodes={MAX_FILES},uid={owner},gid={owner}"
    kernel.mount("tmpfs", SCRATCH, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC, options)

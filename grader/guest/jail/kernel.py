"""System calls that Python has no function for, by ctypes. Untrusted side; raises OSError like os does.

The numbers of `syscall` are those that x86_64 and aarch64 share (all calls since Linux 5.1 do).
"""

import ctypes
import os
from collections.abc import Iterable
from typing import Any

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

CLONE_NEWNS = 0x0002_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_NEWNET = 0x4000_0000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2

CAPABILITY_VERSION = 0x2008_0522
_AT_FDCWD = -100
_AT_RECURSIVE = 0x8000
_MOUNT_SETATTR = 442
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}


class _MountAttributes(ctypes.Structure):
    _fields_ = (("set", ctypes.c_uint64), ("clear", ctypes.c_uint64), ("propagation", ctypes.c_uint64),
                ("userns", ctypes.c_uint64))  # fmt: skip


_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_CLOSE_RANGE = 436
_EVERY_DESCRIPTOR = 0xFFFF_FFFF
if hasattr(_libc, "prctl"):  # Linux alone has it
    _libc.prctl.argtypes = (ctypes.c_int, *(ctypes.c_ulong,) * 4)


def _checked(result: int, what: str) -> int:
    if result < 0:
        raise _failure(what)
    return result


def _failure(what: str) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, f"{what}: {os.strerror(number)}")


def syscall(what: str, number: int, *arguments: object) -> int:
    """Makes a system call by its number; `what` names it in errors."""
    return _checked(_libc.syscall(ctypes.c_long(number), *arguments), what)


class RepeatedCall:
    """A system call that is made many times, with arguments of these types, which numbers are converted to."""

    def __init__(self, what: str, number: int, *types: "type[ctypes._SimpleCData[Any]]") -> None:
        self._what, self._number = what, number
        self._call = _libc["syscall"]  # one of its own, with its own types
        self._call.restype = ctypes.c_long
        self._call.argtypes = (ctypes.c_long, *types)

    def __call__(self, *arguments: int) -> None:
        """Makes the call."""
        if self._call(self._number, *arguments) < 0:
            raise _failure(self._what)


def prctl(option: int, argument: int, address: int = 0) -> None:
    """Changes something of this process."""
    if _libc.prctl(option, argument, address, 0, 0) < 0:
        raise _failure(f"prctl {option}")


def close_from(first: int, beyond: int) -> None:
    """Closes all descriptors from the first on; where the kernel cannot, those below `beyond`, one after another."""
    if _libc.syscall(_CLOSE_RANGE, first, ctypes.c_uint(_EVERY_DESCRIPTOR), 0) < 0:
        os.closerange(first, beyond)


def unshare(flags: int) -> None:
    """Gives this process its own namespaces."""
    _checked(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mounts something."""
    data = options.encode() or None
    done = _libc.mount(source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), data)
    _checked(done, f"mount {target}")


def unmount(target: str) -> None:
    """Hides a mount at once, and removes it when nobody uses it any longer."""
    _checked(_libc.umount2(target.encode(), MNT_DETACH), f"umount {target}")


def make_read_only(target: str, *, also_beneath: bool = True) -> None:
    """Makes a mount read-only and without set-uid programs, and what is mounted beneath it too."""
    attributes = _MountAttributes(MS_RDONLY | MS_NOSUID, 0, 0, 0)
    place = (ctypes.c_int(_AT_FDCWD), target.encode(), ctypes.c_uint(_AT_RECURSIVE if also_beneath else 0))
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    syscall(f"mount_setattr {target}", _MOUNT_SETATTR, *place, ctypes.byref(attributes), size)


def pivot_root(new_root: str, put_old: str) -> None:
    """Makes `new_root` the root of this mount namespace and shows the old one at `put_old`, inside it."""
    syscall("pivot_root", _PIVOT_ROOT[os.uname().machine], new_root.encode(), put_old.encode())


class Capabilities:
    """Some capabilities, for processes that give up all others."""

    def __init__(self, kept: Iterable[int] = ()) -> None:
        bits = sum(1 << number for number in kept)
        low, high = bits & 0xFFFF_FFFF, bits >> 32
        self._header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
        self._data = (ctypes.c_uint32 * 6)(low, low, 0, high, high, 0)
        self._set = _libc.capset  # looked up here, and not by each process that is forked

    def keep(self) -> None:
        """Gives up every capability of this process except these."""
        _checked(self._set(self._header, self._data), "capset")

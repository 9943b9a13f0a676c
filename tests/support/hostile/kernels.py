"""Simulates another environment for one process and everything that it starts: a kernel or container without a part of
the jail, or another user.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)

_PRCTL, _SECCOMP = {"x86_64": (157, 317), "aarch64": (167, 277)}.get(platform.machine(), (0, 0))
_UNSHARE = {"x86_64": 272, "aarch64": 97}.get(platform.machine(), 0)
REFUSALS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "namespaces": ((_UNSHARE, errno.EPERM),),  # as in Docker's default profile
    "landlock": ((444, errno.EOPNOTSUPP),),  # as in a kernel that was started without it
    "seccomp": ((_SECCOMP, errno.ENOSYS),),
}
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _ERRNO = 0x7FFF_0000, 0x0005_0000
_NUMBER, _FIRST_ARGUMENT = 0, 16


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def refuse(names: Iterable[str]) -> None:
    """Has the kernel refuse these features to this process from now on."""
    names = tuple(names)
    if not names:
        return
    code = [(_LOAD, 0, 0, _NUMBER)]
    for name in names:
        for number, error in REFUSALS[name]:
            code += [(_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | error)]
    if "seccomp" in names:
        code += [(_IF_EQUAL, 0, 3, _PRCTL), (_LOAD, 0, 0, _FIRST_ARGUMENT), (_IF_EQUAL, 0, 1, _PR_SET_SECCOMP)]
        code += [(_RETURN, 0, 0, _ERRNO | errno.EINVAL)]
    code += [(_RETURN, 0, 0, _ALLOW)]
    packed = b"".join(struct.pack("<HBBI", *each) for each in code)
    _must(_LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _must(_LIBC.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(_Program(len(code), packed)), 0, 0))


NOBODY = 65534
_NEW_MOUNTS, _PRIVATE, _BIND = 0x2_0000, 0x4_4000, 0x5000  # the latter two with MS_REC


def become_nobody() -> None:
    """Makes this process an unprivileged user's, who can read this interpreter and this checkout.

    Where they lie in a home that is closed to others, that home is opened as far as they need, in a view of the file
    system that only this process and what it starts have.

    Raises:
        OSError: Such a view cannot be had here.
    """
    needed = [Path(sys.base_prefix), Path(sys.prefix), Path(__file__).resolve().parents[3]]
    for folder in {folder for path in needed if (folder := _closed(path)) is not None}:
        _open(folder, {folder / path.relative_to(folder).parts[0] for path in needed if folder in path.parents})
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def _closed(path: Path) -> Path | None:
    """The topmost folder on the way to a path that others may not pass through."""
    return next((place for place in reversed(path.parents) if not place.stat().st_mode & 0o001), None)


def _open(folder: Path, inner: Iterable[Path]) -> None:
    _must(_LIBC.unshare(_NEW_MOUNTS))
    _must(_LIBC.mount(None, b"/", None, _PRIVATE, None))
    handles = {path: os.open(path, os.O_PATH) for path in inner}
    _must(_LIBC.mount(b"none", bytes(folder), b"tmpfs", 0, b"mode=755"))
    for path, handle in handles.items():
        path.mkdir()
        _must(_LIBC.mount(f"/proc/self/fd/{handle}".encode(), bytes(path), None, _BIND, None))
        os.close(handle)


def _must(result: int) -> None:
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

"""Runs a command on a kernel that refuses something, as old or hardened kernels and containers do.

Called as `restrict.py REFUSALS COMMAND...`, where REFUSALS are names of the table below with commas between. It is the
kernel itself that refuses, by a filter that this process puts on and its children inherit. Needs nothing but Python, so
that any interpreter of the machine can run it.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from dataclasses import dataclass

_NUMBERS = {
    "x86_64": {
        "clone": 56, "ptrace": 101, "syslog": 103, "pivot_root": 155, "mount": 165, "umount2": 166, "add_key": 248,
        "request_key": 249, "keyctl": 250, "unshare": 272, "perf_event_open": 298, "setns": 308, "kcmp": 312,
        "bpf": 321, "userfaultfd": 323,
    },
    "aarch64": {
        "clone": 220, "ptrace": 117, "syslog": 116, "pivot_root": 41, "mount": 40, "umount2": 39, "add_key": 217,
        "request_key": 218, "keyctl": 219, "unshare": 97, "perf_event_open": 241, "setns": 268, "kcmp": 272,
        "bpf": 280, "userfaultfd": 282,
    },
}  # fmt: skip
_SINCE_5_1 = {"io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428,
              "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433, "clone3": 435,
              "mount_setattr": 442, "landlock_create_ruleset": 444}  # fmt: skip
_NEW_NAMESPACES = 0x7E02_0080
_NEW_USER = 0x1000_0000
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 22, 38
_LOAD, _MASK, _RETURN, _IF_EQUAL = 0x20, 0x54, 0x06, 0x15
_ALLOW, _ERRNO = 0x7FFF_0000, 0x0005_0000


@dataclass(frozen=True)
class Refusal:
    """A system call that fails with an error: always, or where its first argument has one of these bits."""

    call: str
    error: int
    bits: int = 0


def _all(error: int, *calls: str) -> tuple[Refusal, ...]:
    return tuple(Refusal(call, error) for call in calls)


REFUSALS: dict[str, tuple[Refusal, ...]] = {
    "nothing": (),
    "namespaces": _all(errno.EPERM, "unshare"),
    "landlock": _all(errno.ENOSYS, "landlock_create_ruleset"),  # before Linux 5.13
    # Docker's default profile for a container without CAP_SYS_ADMIN: what is not on its list, and the flags of clone.
    "docker": (
        *_all(errno.EPERM, "unshare", "setns", "mount", "umount2", "pivot_root", "mount_setattr", "open_tree"),
        *_all(errno.EPERM, "move_mount", "fsopen", "fsconfig", "fsmount", "fspick", "bpf", "perf_event_open", "kcmp"),
        *_all(errno.EPERM, "keyctl", "add_key", "request_key", "userfaultfd", "syslog"),
        *_all(errno.EPERM, "io_uring_setup", "io_uring_enter", "io_uring_register"),
        Refusal("clone", errno.EPERM, _NEW_NAMESPACES & ~0x80),
        *_all(errno.ENOSYS, "clone3"),
    ),
    # kernel.unprivileged_userns_clone=0, and user.max_user_namespaces=0
    "user-namespaces": (Refusal("unshare", errno.EPERM, _NEW_USER),),
    "any-user-namespace": (Refusal("unshare", errno.ENOSPC, _NEW_USER),),
    # Ubuntu 24.04: AppArmor lets users make namespaces and takes the capabilities in them away.
    "apparmor": _all(errno.EACCES, "mount", "pivot_root", "mount_setattr", "umount2"),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def restrict(names: str) -> None:
    """Puts the filter on, for good."""
    numbers = {**_NUMBERS[platform.machine()], **_SINCE_5_1}
    instructions = [(_LOAD, 0, 0, 0)]
    for refusal in (refusal for name in names.split(",") for refusal in REFUSALS[name]):
        instructions += _refusing(refusal, numbers[refusal.call])
    instructions.append((_RETURN, 0, 0, _ALLOW))
    code = b"".join(struct.pack("<HBBI", *each) for each in instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    program = ctypes.byref(_Program(len(instructions), code))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_PR_SET_SECCOMP, 2, program, 0, 0):
        raise OSError(ctypes.get_errno(), "the filter cannot be put on")


def _refusing(refusal: Refusal, number: int) -> list[tuple[int, int, int, int]]:
    error = (_RETURN, 0, 0, _ERRNO | refusal.error)
    if not refusal.bits:
        return [(_IF_EQUAL, 0, 1, number), error]
    look = [(_LOAD, 0, 0, 16), (_MASK, 0, 0, refusal.bits), (_IF_EQUAL, 1, 0, 0), error, (_LOAD, 0, 0, 0)]
    return [(_IF_EQUAL, 0, len(look), number), *look]


if __name__ == "__main__":
    restrict(sys.argv[1])
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 # the command that the caller gives

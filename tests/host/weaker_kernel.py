"""Runs the command line on a kernel that refuses something, as old kernels and containers do.

Called as `weaker_kernel.py WITHOUT ARGUMENTS...`, where WITHOUT is `namespaces`, `landlock` or `nothing`. It is the
kernel itself that refuses, by a filter that this process puts on before anything else and its children inherit.
"""

import ctypes
import errno
import platform
import struct
import sys

from grader.cli.launch import run
from grader.guest.jail import kernel

REFUSED = {
    "namespaces": ({"x86_64": 272, "aarch64": 97}, errno.EPERM),  # unshare, as Docker's default profile does
    "landlock": ({"x86_64": 444, "aarch64": 444}, errno.ENOSYS),  # landlock_create_ruleset, as before Linux 5.13
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def refuse(what: str) -> None:
    """Puts the filter on: load the number; if it is the refused one, that error; else allow."""
    numbers, error = REFUSED[what]
    instructions = (
        (0x20, 0, 0, 0),
        (0x15, 0, 1, numbers[platform.machine()]),
        (0x06, 0, 0, 0x0005_0000 | error),
        (0x06, 0, 0, 0x7FFF_0000),
    )
    code = b"".join(struct.pack("<HBBI", *each) for each in instructions)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.prctl(kernel.PR_SET_SECCOMP, 2, ctypes.byref(_Program(len(instructions), code)))


if __name__ == "__main__":
    if sys.argv[1] != "nothing":
        refuse(sys.argv[1])
    sys.exit(run(sys.argv[2:]))

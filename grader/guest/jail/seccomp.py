"""Assembles a policy into a seccomp filter and applies it. Untrusted side; x86_64 and aarch64.

The kernel runs the filter only for calls whose arguments are checked; it caches the verdict on all others.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator

from grader.guest.jail import kernel
from grader.guest.jail.policy import OWN_PROCESS, ArgumentRule, Policy
from grader.guest.jail.syscalls import AUDIT_ARCH, LAST_KNOWN, NUMBERS

_INSTRUCTION = struct.Struct("<HBBI")
_VALUE = struct.Struct("<I")
_LOAD, _MASK, _RETURN = 0x20, 0x54, 0x06
_IF_EQUAL, _IF_GREATER, _IF_AT_LEAST = 0x15, 0x25, 0x35
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16
_KILL, _ALLOW, _ERRNO = 0x8000_0000, 0x7FFF_0000, 0x0005_0000
_X32 = 0x4000_0000
_CLONE3 = 435
_MODE_FILTER = 2

Instruction = tuple[int, int, int, int]


class UnknownMachineError(OSError):
    """There is no table of system calls for this machine."""


class Filter:
    """An assembled policy, except for the process id."""

    def __init__(self, policy: Policy, machine: str = "") -> None:
        instructions = list(_assemble(policy, machine or platform.machine()))
        self._own = [index for index, each in enumerate(instructions) if each[3] == OWN_PROCESS]
        self._code = bytearray().join(_INSTRUCTION.pack(*each[:3], each[3] & 0xFFFF_FFFF) for each in instructions)
        self._place = (ctypes.c_char * len(self._code)).from_buffer(self._code)
        self._program = _Program(len(self), ctypes.addressof(self._place))
        self._address = ctypes.addressof(self._program)

    def __len__(self) -> int:
        return len(self._code) // _INSTRUCTION.size

    def code(self, own_process: int) -> bytes:
        """The filter for one process."""
        self._allow_to_name(own_process)
        return bytes(self._code)

    def apply(self) -> None:
        """Applies the filter to this process, permanently; it must have set no_new_privs before."""
        self._allow_to_name(os.getpid())
        kernel.prctl(kernel.PR_SET_SECCOMP, _MODE_FILTER, self._address)

    def _allow_to_name(self, process: int) -> None:
        for index in self._own:
            _VALUE.pack_into(self._code, index * _INSTRUCTION.size + 4, process)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def _assemble(policy: Policy, machine: str) -> Iterator[Instruction]:
    if machine not in NUMBERS:
        raise UnknownMachineError(errno.ENOSYS, f"no table of system calls for {machine}")
    numbers = NUMBERS[machine]
    yield _LOAD, 0, 0, _ARCH
    yield _IF_EQUAL, 1, 0, AUDIT_ARCH[machine]
    yield _RETURN, 0, 0, _KILL
    yield _LOAD, 0, 0, _NUMBER
    yield _IF_AT_LEAST, 0, 1, _X32
    yield _RETURN, 0, 0, _KILL
    for check in policy.rules:
        if check.call in numbers:
            body = list(_check(check))
            yield _IF_EQUAL, 0, len(body), numbers[check.call]
            yield from body
    for first, last in _ranges(sorted(numbers[call] for call in policy.calls if call in numbers)):
        yield _IF_AT_LEAST, 0, 2, first
        yield _IF_GREATER, 1, 0, last
        yield _RETURN, 0, 0, _ALLOW
    # "No such call" instead of "forbidden" if the C library has another way to do the same.
    yield _IF_EQUAL, 1, 0, _CLONE3
    yield _IF_GREATER, 0, 1, LAST_KNOWN
    yield _RETURN, 0, 0, _ERRNO | errno.ENOSYS
    yield _RETURN, 0, 0, _ERRNO | errno.EPERM


def _check(check: ArgumentRule) -> Iterator[Instruction]:
    verdicts = (_ERRNO | errno.EPERM, _ALLOW)
    found, otherwise = verdicts if check.inverted else verdicts[::-1]
    yield _LOAD, 0, 0, _ARGUMENTS + 8 * check.argument  # the lower half, which comes first on both machines
    yield _MASK, 0, 0, check.mask
    for value in sorted(check.among):
        yield _IF_EQUAL, 0, 1, value
        yield _RETURN, 0, 0, found
    yield _RETURN, 0, 0, otherwise


def _ranges(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Ranges of consecutive numbers as (first, last)."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number > last + 1:
            yield first, last
            first = number
        last = number
    yield first, last

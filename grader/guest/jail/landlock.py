"""Restricts a process to files beneath allowed paths, with Landlock. Untrusted side.

Scratch gets no right to create links, sockets, devices or pipes; a directory for sockets gets only the right to create
those. Nothing at all may be executed. If the kernel can, TCP, abstract sockets and signals end at the edge of the
domain too; seccomp forbids those everywhere.
"""

import ctypes
import errno
import os
from collections.abc import Sequence
from pathlib import Path

from grader.guest.jail import kernel

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_GET_ABI = 1
_PATH_BENEATH = 1
_LOG_NOTHING = 1  # a jailed loop must not fill the machine's audit log

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = (1 << bit for bit in range(6))
_MAKE_CHAR, _MAKE_DIR, _MAKE_REG, _MAKE_SOCK, _MAKE_FIFO, _MAKE_BLOCK, _MAKE_SYM = (1 << bit for bit in range(6, 13))
_REFER, _TRUNCATE, _IOCTL_DEV = (1 << bit for bit in range(13, 16))

_READ = _READ_FILE | _READ_DIR
_WRITE = _WRITE_FILE | _TRUNCATE
_KEEP = _READ | _WRITE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV

_BITS_BY_ABI = (13, 14, 15, 15, 16)
_TCP, _SCOPES = 0b11, 0b11
_ABI_WITH_TCP, _ABI_WITH_SCOPES, _ABI_WITH_LOG_FLAGS = 4, 6, 7


class _Request(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("tcp", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Rule(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"  # what packing means by itself, which Python 3.14 wants said
    _fields_ = (("rights", ctypes.c_uint64), ("parent", ctypes.c_int32))


def abi() -> int:
    """The version of Landlock that the kernel has. Raises OSError if it has none."""
    nothing, size, flags = ctypes.c_void_p(None), ctypes.c_size_t(0), ctypes.c_uint32(_GET_ABI)
    try:
        return kernel.syscall("landlock", _CREATE_RULESET, nothing, size, flags)
    except OSError as error:
        reasons = {errno.EOPNOTSUPP: "it is switched off in this kernel", errno.ENOSYS: "this kernel has none"}
        raise OSError(error.errno, reasons.get(error.errno or 0, error.strerror)) from error


class Domain:
    """The rules of one kind of process; at most its scratch directory is still open.

    There may be hundreds of paths. If they are `held` open, a process that is forked later need not open them; if
    everything that a process may keep is beneath one directory, in `kept_beneath`, the rules are made once for all.
    """

    def __init__(
        self,
        readable: Sequence[Path],
        listable: Sequence[Path],
        writable: Sequence[Path],
        *,
        sockets: Sequence[Path] = (),
        held: bool = False,
        kept_beneath: Path | None = None,
    ) -> None:
        self._abi = abi()
        self._files = (1 << _BITS_BY_ABI[min(self._abi, len(_BITS_BY_ABI)) - 1]) - 1
        self._rights = {
            **{path: _READ if path.is_dir() else _READ & _OF_A_FILE for path in readable},
            **dict.fromkeys(listable, _READ_DIR),
            **dict.fromkeys(writable, (_READ | _WRITE) & _OF_A_FILE),
            **dict.fromkeys(sockets, _MAKE_SOCK),
        }
        self._held = {path: os.open(path, os.O_PATH | os.O_CLOEXEC) for path in self._rights} if held else {}
        self._add_rule = kernel.RepeatedCall(
            "landlock rule", _ADD_RULE, ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32
        )
        self._rules = [_Rule(self._rights[path] & self._files, descriptor) for path, descriptor in self._held.items()]
        self._made = [ctypes.addressof(rule) for rule in self._rules]  # which a fork finds where they are
        self._complete = None if kept_beneath is None else self._ruleset(kept_beneath)

    def apply(self, scratch: str) -> None:
        """Confines this process for good; it must have given up new privileges before."""
        ruleset = self._ruleset(Path(scratch)) if self._complete is None else self._complete
        flags = ctypes.c_uint32(_LOG_NOTHING if self._abi >= _ABI_WITH_LOG_FLAGS else 0)
        kernel.syscall("landlock", _RESTRICT_SELF, ctypes.c_int(ruleset), flags)
        os.close(ruleset)

    def _ruleset(self, kept: Path) -> int:
        """Makes all rules; returns their descriptor."""
        tcp = _TCP if self._abi >= _ABI_WITH_TCP else 0
        scopes = _SCOPES if self._abi >= _ABI_WITH_SCOPES else 0
        request = _Request(self._files, tcp, scopes)
        size = ctypes.c_size_t(24 if scopes else 16 if tcp else 8)
        ruleset = kernel.syscall("landlock", _CREATE_RULESET, ctypes.byref(request), size, ctypes.c_uint32(0))
        for address in self._made:
            self._add_rule(ruleset, _PATH_BENEATH, address, 0)
        for path, rights in ((kept, _KEEP),) if self._made else (*self._rights.items(), (kept, _KEEP)):
            self._allow(ruleset, path, rights)
        return ruleset

    def _allow(self, ruleset: int, path: Path, rights: int) -> None:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rule = _Rule(rights & self._files, descriptor)
        self._add_rule(ruleset, _PATH_BENEATH, ctypes.addressof(rule), 0)
        os.close(descriptor)

"""Attempts that call the C library, as the package describes. Runs in a guest only."""

import ctypes
import os

Targets = dict[str, str]
_libc = ctypes.CDLL(None, use_errno=True)
_IPC_PRIVATE, _IPC_CREAT = 0, 0o1000
_CLONE_NEWUSER = 0x1000_0000
_PTRACE_SEIZE = 0x4206
_IO_URING_SETUP = 425
_ADD_KEY = {"x86_64": 248, "aarch64": 217}


def _succeeded(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def trace_parent(_targets: Targets) -> str:
    """Becomes the debugger of the process it was forked from."""
    _succeeded(_libc.ptrace(_PTRACE_SEIZE, os.getppid(), None, None))
    return "it is traced"


def read_parent_memory(_targets: Targets) -> str:
    """Reads the memory of the process it was forked from."""
    buffer = ctypes.create_string_buffer(8)
    here = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8)
    there = (ctypes.c_void_p * 2)(id(None), 8)
    _succeeded(_libc.process_vm_readv(os.getppid(), here, 1, there, 1, 0))
    return "memory was read"


def share_memory_segment(_targets: Targets) -> str:
    """Makes a System V segment, which outlives its process."""
    segment = _succeeded(_libc.shmget(_IPC_PRIVATE, 4096, _IPC_CREAT | 0o600))
    _libc.shmctl(segment, 0, None)
    return "memory was shared"


def hide_in_keyring(_targets: Targets) -> str:
    """Stores a key in the user's keyring."""
    number = ctypes.c_long(_ADD_KEY[os.uname().machine])
    _succeeded(_libc.syscall(number, b"user", b"canary", b"x", ctypes.c_size_t(1), ctypes.c_int(-3)))
    return "a key was stored"


def set_up_ring(_targets: Targets) -> str:
    """Sets up io_uring, which makes system calls that no filter sees."""
    parameters = ctypes.create_string_buffer(120)
    os.close(_succeeded(_libc.syscall(ctypes.c_long(_IO_URING_SETUP), ctypes.c_uint(1), parameters)))
    return "a ring was set up"


def make_namespace(_targets: Targets) -> str:
    """Makes a namespace of its own, in which it is root."""
    _succeeded(_libc.unshare(_CLONE_NEWUSER))
    return "it is root somewhere"


def mount(_targets: Targets) -> str:
    """Mounts a file system."""
    _succeeded(_libc.mount(b"none", b".", b"tmpfs", ctypes.c_ulong(0), None))
    return "something was mounted"

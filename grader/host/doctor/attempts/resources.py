"""Attempts to take more than a fair share, as the package describes. Runs in a guest only."""

import _thread
import errno
import os
import resource
import signal
import struct
import threading
import time
from pathlib import Path

Targets = dict[str, str]
MIB = 1 << 20


def fill_scratch(targets: Targets) -> str:
    """Fills the scratch directory with many files."""
    block = bytes(MIB)
    files = 2 * int(targets["scratch_bytes"]) // MIB + 64
    for number in range(files):
        Path(f"{number}.bin").write_bytes(block)
        time.sleep(0.002)
    time.sleep(0.2)
    return f"{files} MiB were written"


def fill_names(_targets: Targets) -> str:
    """Makes empty files without end."""
    for number in range(50_000):
        Path(str(number)).touch()
    return "50000 files were made"


def hoard_memory(targets: Targets) -> str:
    """Takes more memory than it may."""
    hoard = [bytearray(MIB) for _ in range(int(targets["memory_bytes"]) // MIB + 64)]
    return f"{len(hoard)} MiB were had"


def open_files(_targets: Targets) -> str:
    """Opens files without end."""
    opened = [os.dup(3) for _ in range(1000)]
    return f"{len(opened)} descriptors were opened"


def start_threads(_targets: Targets) -> str:
    """Starts threads without end."""
    wanted, stop = 5000, threading.Event()
    threading.stack_size(64 << 10)
    try:
        for _ in range(wanted):
            _thread.start_new_thread(stop.wait, ())  # threading's own start waits for one that dies of lack of memory
        running = _thread._count()  # noqa: SLF001 # threads that threading did not start are counted nowhere else
    except RuntimeError as error:
        raise OSError(errno.EAGAIN, str(error)) from error
    finally:
        stop.set()
    if running < wanted:
        raise OSError(errno.ENOMEM, f"{running} threads ran")
    return f"{running} threads ran"


def dump_core(_targets: Targets) -> str:
    """Asks for a core dump, which would be kept on the machine."""
    soft, _ = resource.getrlimit(resource.RLIMIT_CORE)
    if soft == 0:
        raise OSError(errno.EPERM, "limit is 0")
    return "a core dump would be made"


def raise_limits(_targets: Targets) -> str:
    """Takes its limits off."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard + MIB, hard + MIB))
    return "a limit was raised"


def flood_output(_targets: Targets) -> str:
    """Prints without end."""
    for _ in range(64):
        print("x" * MIB)  # noqa: T201 # the point
    return "64 MiB were printed"


def flood_connection(_targets: Targets) -> str:
    """Announces an answer of 4 GiB on its connection."""
    os.write(3, struct.pack(">I", 0xFFFF_FFFF) + bytes(1 << 10))
    return "an answer was announced"


def sleep_on(_targets: Targets) -> str:
    """Ignores every signal and sleeps."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGXCPU):
        signal.signal(number, signal.SIG_IGN)
    time.sleep(3600)
    return "it slept"

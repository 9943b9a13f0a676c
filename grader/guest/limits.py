"""What a forked guest does before it reads a byte of the submission: own session, limits, no foreign descriptors.

Untrusted side. This is the place of the kernel jail: what is done here protects at the level `process` only.
"""

import os
import random
import resource
import socket
from pathlib import Path

from grader.wire.messages import Spawn

CONNECTION = 3
"""The descriptor of the one socket that a guest keeps."""
OPEN_FILES = 64


def enter(order: Spawn, descriptor: int) -> socket.socket:
    """Confines this process and returns its connection to the host."""
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for standard in range(CONNECTION):
        os.dup2(null, standard)
    os.dup2(descriptor, CONNECTION)
    os.closerange(CONNECTION + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0] if descriptor > OPEN_FILES else 256)
    os.chdir(order.scratch)
    os.environ["HOME"] = os.environ["TMPDIR"] = order.scratch
    random.seed(0)  # forking reseeds it from the system, and a grade must not depend on that
    _limit(order)
    return socket.socket(fileno=CONNECTION)


def _limit(order: Spawn) -> None:
    # The soft CPU limit ends in SIGXCPU, which can be told from the SIGKILL of the hard one.
    _lower(resource.RLIMIT_CPU, order.cpu_seconds, order.cpu_seconds + 1)
    _lower(resource.RLIMIT_AS, _address_space() + order.memory_bytes)
    _lower(resource.RLIMIT_FSIZE, order.file_bytes)
    _lower(resource.RLIMIT_NOFILE, OPEN_FILES)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(limit: int, soft: int, hard: int | None = None) -> None:
    _, ceiling = resource.getrlimit(limit)
    wanted = soft if hard is None else hard
    bounded = wanted if ceiling == resource.RLIM_INFINITY else min(wanted, ceiling)
    resource.setrlimit(limit, (min(soft, bounded), bounded))


def _address_space() -> int:
    """Bytes of address space that the libraries already take; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 1 << 30
    return pages * resource.getpagesize()

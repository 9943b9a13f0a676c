"""The messages between an exam and its zygote, and the one that starts a notebook's kernel. Both sides.

`Prepare` comes first and once; `Spawn` carries the guest's end of a socketpair as ancillary data, and its answer
carries a descriptor of the process if the system has these.
"""

import signal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct


class Layer(StrEnum):
    """A layer of the jail that not every machine supports."""

    NAMESPACES = "namespaces"
    LANDLOCK = "landlock"
    SECCOMP = "seccomp"


class Prepare(Struct, frozen=True, tag="prepare"):
    """Prepare for guests with exactly these layers of the jail, and possibly for public tests in them.

    `libraries` are the distributions that they may use besides NumPy and Matplotlib. Unless it `draws`, Matplotlib is
    not imported for them, and a guest that imports it ends with the signal `LACKS_MATPLOTLIB`, with public tests one
    that uses it.
    """

    layers: tuple[Layer, ...]
    public_tests: bool = False
    libraries: tuple[str, ...] = ()
    draws: bool = True


LACKS_MATPLOTLIB = signal.SIGUSR1
"""A student can send it too, which only has the work graded again by guests that have Matplotlib."""
SCRATCH = "/scratch/work"
"""The path of the scratch directory for a guest with namespaces."""


class Spawn(Struct, frozen=True, tag="spawn", kw_only=True):
    """Fork a guest that works in `scratch` under these limits; its socket comes along.

    With namespaces, a guest has a scratch directory of `file_bytes` that nobody else can see, and `scratch` is empty.
    `sockets` is a directory of the host for a process that may listen on Unix sockets: it may create them only there.
    A guest with `copies` can copy itself, as a notebook's run must; its copies are children of the zygote, like itself.
    """

    scratch: str
    memory_bytes: int
    file_bytes: int
    cpu_seconds: int
    copies: bool = False
    open_files: int = 64
    sockets: str = ""


class Adopt(Struct, frozen=True, tag="adopt"):
    """Adopt a copy that a guest has made of itself, to watch and to end it; answered like `Spawn`."""

    pid: int


class End(Struct, frozen=True, tag="end"):
    """Kill a guest and everything it started, and reap it; `grace_seconds` are for a guest that is already dying."""

    pid: int
    grace_seconds: float


Order: TypeAlias = Prepare | Spawn | Adopt | End


class Prepared(Struct, frozen=True, tag="prepared"):
    """Ready, unless `problem` says which layer is not available and why, or `fault` what is in the way at any level.

    `figures` is how figures are made, and `copies` whether guests can copy themselves here.
    """

    problem: str = ""
    fault: str = ""
    figures: str = ""
    copies: bool = False


class Spawned(Struct, frozen=True, tag="spawned"):
    """A guest runs with this process id, as seen by the zygote. With `watched`, a descriptor follows.

    The id is 0 if there was nothing to adopt.
    """

    pid: int
    watched: bool = False


class Ended(Struct, frozen=True, tag="ended"):
    """A guest has ended. `signal` is what had ended it before it was killed, or 0."""

    pid: int
    signal: int


ZygoteReply: TypeAlias = Prepared | Spawned | Ended


class StartKernel(Struct, frozen=True, tag="start_kernel", kw_only=True):
    """Enter the jail and become the kernel that this connection file describes, with these files beside it.

    In the jail it sends a byte, and continues when it gets one: until then nothing of the student's is read. The
    connection file has the host's path of the sockets. `libraries` as for `Prepare`.
    """

    order: Spawn
    layers: tuple[Layer, ...]
    connection_file: bytes
    files: dict[str, bytes]
    libraries: tuple[str, ...] = ()

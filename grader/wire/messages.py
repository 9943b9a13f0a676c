"""The messages, grouped by direction, and their decoders. Both sides.

Host to guest: exactly one answer comes back for each request, with the request's id, before the next is sent.
Exam to zygote: `Prepare` comes first and once; `Spawn` carries the guest's end of a socketpair as ancillary data,
and the answer to it carries a descriptor of the process where the system has such.
"""

from enum import StrEnum
from typing import TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from grader.wire.figures import Figure
from grader.wire.frames import WireError
from grader.wire.public_tests import Collect, Collected, RunTest
from grader.wire.values import Value

# --- host to guest -----------------------------------------------------------------------------------------------

MODULE = 0
"""The handle of the student's module, once it is loaded."""


class Load(Struct, frozen=True, tag="load", kw_only=True):
    """Lay out the submission's files in the scratch directory and load one module of it.

    Attributes:
        module: The module under test.
        files: Relative path -> content: the submission's files and the pristine given ones.
        own: Names of the modules that win over anything installed (the stubs' and the given ones).
        unavailable: Module -> why it cannot be loaded; importing it gives a placeholder.
        stand_ins: Module -> names and values that stand in for the student's module of that name.
        output_bytes: How much printed text each answer may carry.
        sought: Words whose first line is kept of what is printed, however much that is.
    """

    id: int
    module: str
    files: dict[str, bytes]
    own: tuple[str, ...]
    unavailable: dict[str, str]
    stand_ins: dict[str, dict[str, Value]]
    output_bytes: int
    sought: tuple[str, ...] = ()


class Get(Struct, frozen=True, tag="get"):
    """Read an attribute."""

    id: int
    target: int
    name: str


class Put(Struct, frozen=True, tag="put"):
    """Set an attribute."""

    id: int
    target: int
    name: str
    value: Value


class Call(Struct, frozen=True, tag="call"):
    """Call an object. With `observe`, the answer also tells what became of the arguments and what pyplot has open.

    With `by_reference`, what it returned stays in the guest: the answer is a handle, or one for each entry of a list
    or tuple.
    `lines` are what it reads from standard input.
    """

    id: int
    target: int
    arguments: list[Value]
    keywords: dict[str, Value]
    observe: bool = False
    by_reference: bool = False
    lines: tuple[str, ...] = ()


class Operate(Struct, frozen=True, tag="operate"):
    """Do to an object what one of Python's operators or functions does; `operations.RESULTS` has their names."""

    id: int
    target: int
    operation: str
    arguments: list[Value]


class StoreValue(Struct, frozen=True, tag="store_value"):
    """Store this value as an object of the guest; the answer is its handle."""

    id: int
    value: Value


class FetchValue(Struct, frozen=True, tag="fetch_value"):
    """Send the current value of an object that stays in the guest, as data."""

    id: int
    target: int


class Release(Struct, frozen=True, tag="release"):
    """Forget a handle."""

    id: int
    target: int


class Draw(Struct, frozen=True, tag="draw"):
    """Draw a figure as PNG. Apart from `Call`, because drawing takes longer than most of what students compute."""

    id: int
    target: int


class OpenNotebook(Struct, frozen=True, tag="open_notebook", kw_only=True):
    """Lay out the submission's files and make ready to run the cells of a notebook, all in one namespace.

    Attributes:
        notebook: Its file name, for tracebacks.
        files, own, unavailable, output_bytes, sought: As for `Load`. A task's module that is not among the files
            stands for the notebook's namespace where cells import it.
    """

    id: int
    notebook: str
    files: dict[str, bytes]
    own: tuple[str, ...]
    unavailable: dict[str, str]
    output_bytes: int
    sought: tuple[str, ...] = ()


class RunCell(Struct, frozen=True, tag="run_cell"):
    """Run one cell; people count them from 1."""

    id: int
    number: int
    code: str


class ForkCopy(Struct, frozen=True, tag="fork_copy"):
    """Copy this process; the answer tells the copy's id. The copy serves the socket that comes along.

    Attributes:
        number: Of the copy, for its part of the scratch directory.
        ended: The numbers of those whose part nobody needs any longer.
    """

    id: int
    number: int
    ended: tuple[int, ...]


class AdoptNamespace(Struct, frozen=True, tag="adopt_namespace"):
    """To a copy, first: serve the notebook's namespace as the module, with these values in place of the student's."""

    id: int
    stand_ins: dict[str, dict[str, Value]]


Request: TypeAlias = (
    Load
    | Get
    | Put
    | Call
    | Operate
    | StoreValue
    | FetchValue
    | Release
    | Draw
    | OpenNotebook
    | RunCell
    | ForkCopy
    | AdoptNamespace
    | Collect
    | RunTest
)

# --- guest to host -----------------------------------------------------------------------------------------------


class TracebackFrame(Struct, frozen=True):
    """One line of a traceback, in the student's own files. `source` is the line's text."""

    file: str
    line: int
    function: str
    source: str


class Entered(Struct, frozen=True, tag="entered"):
    """The guest is in the jail and about to read its first request: what happens from here on is the student's."""


class Returned(Struct, frozen=True, tag="returned", kw_only=True):
    """The request was carried out. `arguments` are the arguments as the call left them."""

    id: int
    value: Value
    arguments: list[Value] = []
    stdout: str = ""
    stderr: str = ""
    figures: list[Figure] = []


class Raised(Struct, frozen=True, tag="raised", kw_only=True):
    """Student code raised.

    Attributes:
        type_names: The exception's class and its bases, nearest first.
        message: What it says.
        frames: Where, in the student's own files.
        usable: Whether a module or cell did what it could all the same: something was absent, or it left early.
    """

    id: int
    type_names: list[str]
    message: str
    frames: list[TracebackFrame]
    usable: bool = False
    stdout: str = ""
    stderr: str = ""


class Missing(Struct, frozen=True, tag="missing"):
    """There is no such attribute."""

    id: int
    name: str


class Drawn(Struct, frozen=True, tag="drawn"):
    """The picture of a figure, or nothing where it cannot be drawn or is too large."""

    id: int
    png: bytes


Reply: TypeAlias = Returned | Raised | Missing | Drawn | Collected

# --- exam to zygote and back -------------------------------------------------------------------------------------


class Layer(StrEnum):
    """A layer of the jail that not every machine supports."""

    NAMESPACES = "namespaces"
    LANDLOCK = "landlock"
    SECCOMP = "seccomp"


class Prepare(Struct, frozen=True, tag="prepare"):
    """Make ready for guests with exactly these layers of the jail, and perhaps for public tests in them.

    `libraries` are the distributions that they may use beside NumPy and Matplotlib.
    """

    layers: tuple[Layer, ...]
    public_tests: bool = False
    libraries: tuple[str, ...] = ()


SCRATCH = "/scratch"
"""Where a guest with namespaces sees its scratch directory."""


class Spawn(Struct, frozen=True, tag="spawn", kw_only=True):
    """Fork a guest that works in `scratch` under these limits; its socket comes along.

    With namespaces a guest has a scratch directory of `file_bytes` that nobody else sees, and `scratch` is empty.
    `sockets` is a directory of the host's for a process that may wait at Unix sockets: it may make them there only.
    One with `copies` can copy itself, as a notebook's run must; its copies are the zygote's children like itself.
    """

    scratch: str
    memory_bytes: int
    file_bytes: int
    cpu_seconds: int
    copies: bool = False
    open_files: int = 64
    sockets: str = ""


class Adopt(Struct, frozen=True, tag="adopt"):
    """Take on a copy that a guest has made of itself, to watch and to end it; answered like `Spawn`."""

    pid: int


class End(Struct, frozen=True, tag="end"):
    """Kill a guest and everything it started, and reap it; `grace_seconds` are for one that is already dying."""

    pid: int
    grace_seconds: float


Order: TypeAlias = Prepare | Spawn | Adopt | End


class Prepared(Struct, frozen=True, tag="prepared"):
    """Ready, unless `problem` says which layer cannot be had and why."""

    problem: str = ""


class Spawned(Struct, frozen=True, tag="spawned"):
    """A guest runs under this process id, which is the zygote's view of it. With `watched`, a descriptor follows.

    The id is 0 where there was nothing to adopt.
    """

    pid: int
    watched: bool = False


class Ended(Struct, frozen=True, tag="ended"):
    """A guest is gone. `signal` is what had ended it before it was killed, 0 if nothing had."""

    pid: int
    signal: int


ZygoteReply: TypeAlias = Prepared | Spawned | Ended

# --- execution to notebook kernel -----------------------------------------------------------------------------------


class StartKernel(Struct, frozen=True, tag="start_kernel", kw_only=True):
    """Enter the jail and become the kernel that this connection file describes, with these files beside it.

    In the jail it sends a byte, and goes on when it gets one: until then nothing of the student's is read. The
    connection file names the place of sockets as the host sees it. `libraries` as for `Prepare`.
    """

    order: Spawn
    layers: tuple[Layer, ...]
    connection_file: bytes
    files: dict[str, bytes]
    libraries: tuple[str, ...] = ()


_T = TypeVar("_T")


class Decoder:
    """A typed msgpack decoder that turns every way of being malformed into `WireError`."""

    def __init__(self, union: object) -> None:
        self._decoder: msgspec.msgpack.Decoder[object] = msgspec.msgpack.Decoder(union)

    def decode(self, payload: bytes, kind: type[_T]) -> _T:
        """Decodes one message and checks that it is a `kind`.

        Raises:
            WireError: The payload is anything else.
        """
        try:
            message = self._decoder.decode(payload)
        except (msgspec.MsgspecError, RecursionError, ValueError) as error:
            raise WireError(f"a message that cannot be read: {error}") from error
        if not isinstance(message, kind):
            raise WireError(f"an unexpected {type(message).__name__}")
        return message

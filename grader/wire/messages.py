"""The messages between host and guest, grouped by direction, and the decoders of all messages. Both sides.

Exactly one answer comes back for each request, in order and with the request's id.
"""

from typing import TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from grader.wire.figures import Figure
from grader.wire.frames import WireError
from grader.wire.public_tests import Collect, FoundTests, RunTest, TestHalt
from grader.wire.surroundings import Surrounding
from grader.wire.values import Value

# --- host to guest -----------------------------------------------------------------------------------------------

MODULE = 0
"""The handle of the student's module, once it is loaded."""


class Load(Struct, frozen=True, tag="load", kw_only=True):
    """Lay out the submission's files in the scratch directory and load one module of it, or several.

    Attributes:
        module: The module under test; empty if there are several.
        files: Relative path -> content: the submission's files and the pristine given ones.
        own: Names of the modules that take precedence over anything installed (the stubs' and the given ones).
        unavailable: Module -> why it cannot be loaded; importing it gives a placeholder.
        stand_ins: Module -> names and values that replace the student's module of that name.
        output_bytes: How much printed text each answer may carry.
        sought: Words for each of which the first printed line that contains it is kept, however much is printed.
        program: The module is only run as a program later, and an empty one takes its place here.
        several: The modules under test if there are several: one object has them as its attributes.
    """

    id: int
    module: str
    files: dict[str, bytes]
    own: tuple[str, ...]
    unavailable: dict[str, str]
    stand_ins: dict[str, dict[str, Value]]
    output_bytes: int
    sought: tuple[str, ...] = ()
    program: bool = False
    several: tuple[str, ...] = ()


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


class Assign(Struct, frozen=True, tag="assign"):
    """Set several attributes in this order, up to the first that cannot be set."""

    id: int
    target: int
    values: dict[str, Value]


class Call(Struct, frozen=True, tag="call"):
    """Call an object. With `observe`, the answer also says what became of the arguments and what pyplot has open.

    With `by_reference`, what it returned stays in the guest: the answer is a handle, or one for each entry of a list
    or tuple.
    `lines` are what it reads from standard input. With `name`, the attribute of this name is called, if it is a
    function, a method or a class; otherwise nothing is called, and the answer is `Missing`.
    """

    id: int
    target: int
    arguments: list[Value]
    keywords: dict[str, Value]
    observe: bool = False
    by_reference: bool = False
    lines: tuple[str, ...] = ()
    name: str = ""


class Operate(Struct, frozen=True, tag="operate"):
    """Apply one of Python's operators or functions to an object; `operations.RESULTS` has their names."""

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


class ReleaseHandle(Struct, frozen=True, tag="release"):
    """Forget a handle."""

    id: int
    target: int


class Draw(Struct, frozen=True, tag="draw"):
    """Draw a figure as PNG. Separate from `Call`, because drawing takes longer than most of what students compute."""

    id: int
    target: int


class OpenNotebook(Struct, frozen=True, tag="open_notebook", kw_only=True):
    """Lay out the submission's files and prepare to run the cells of a notebook, all in one namespace.

    Attributes:
        notebook: Its file name, for tracebacks.
        files, own, unavailable, output_bytes, sought: As for `Load`. If cells import a task's module that is not
            among the files, they get the notebook's namespace.
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
    """Copy this process; the answer is the copy's id. The copy serves the socket that comes along.

    Attributes:
        number: The copy's number, for its part of the scratch directory.
        ended: The numbers of copies whose part nobody needs any longer.
    """

    id: int
    number: int
    ended: tuple[int, ...]


class AdoptNamespace(Struct, frozen=True, tag="adopt_namespace"):
    """To a copy, first: serve the notebook's namespace as the module, with these values in place of the student's.

    Attributes:
        several: As for `Load`.
        cells: Those of the several that the notebook holds; the others are loaded from their files.
    """

    id: int
    stand_ins: dict[str, dict[str, Value]]
    several: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


ProxyRequest: TypeAlias = Get | Put | Assign | Call | Operate | StoreValue | FetchValue | Surrounding
"""What a proxy asks of a guest; whoever makes the request numbers it."""


class Seeded(Struct, frozen=True, tag="seeded"):
    """Seed Python's and NumPy's own generators with this number, and those created without a seed; then carry out a
    request, whose id this has and which alone is answered. Each test begins so.
    """

    id: int
    seed: int
    request: ProxyRequest


Request: TypeAlias = (
    Load
    | ProxyRequest
    | Seeded
    | ReleaseHandle
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
    """The guest is in the jail and about to read its first request: from here on, the student is responsible.

    `refused` are the names of the limits that the system refuses, so that the guest runs without them.
    """

    refused: tuple[str, ...] = ()


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
        usable: Whether a module or cell can be used all the same: something was missing, or it exited early.
        halt: For a public test, what there is to see of its line.
    """

    id: int
    type_names: list[str]
    message: str
    frames: list[TracebackFrame]
    usable: bool = False
    stdout: str = ""
    stderr: str = ""
    halt: TestHalt | None = None


class Missing(Struct, frozen=True, tag="missing"):
    """There is no such attribute, or a call by name cannot call it."""

    id: int
    name: str


class Drawn(Struct, frozen=True, tag="drawn"):
    """The picture of a figure, or empty if it cannot be drawn or is too large."""

    id: int
    png: bytes


Reply: TypeAlias = Returned | Raised | Missing | Drawn | FoundTests


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

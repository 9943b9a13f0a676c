"""Answers the host's requests one at a time. Untrusted side: it decides nothing and holds no secret."""

import linecache
import traceback
from collections.abc import Callable
from pathlib import Path

from matplotlib.figure import Figure as PlotFigure

from grader.guest import figures, loader, recordings
from grader.guest.capture import Capture
from grader.wire.figures import Figure
from grader.wire.frames import Channel, ChannelClosedError
from grader.wire.messages import (
    MODULE,
    Call,
    Decoder,
    Draw,
    Drawn,
    Entered,
    Frame,
    Get,
    Load,
    Missing,
    Put,
    Raised,
    Release,
    Reply,
    Request,
    Returned,
)
from grader.wire.values import Handle, Recording, Value, encode, pack, unpack

REQUEST_BYTES = 256 << 20
MESSAGE_CHARACTERS = 4_000
FRAMES = 8
DEFAULT_OUTPUT_BYTES = 1 << 16


def serve(channel: Channel) -> None:
    """Says that it is ready and answers requests until the host hangs up."""
    session = _Session()
    decoder = Decoder(Request)
    try:
        channel.send(encode(Entered()))
        while True:
            request = decoder.decode(channel.receive(REQUEST_BYTES), object)
            channel.send(encode(session.answer(request)))  # type: ignore[arg-type] # the decoder gives a Request
    except ChannelClosedError:
        return


class _Session:
    """The objects of one guest, by handle, and what its code prints."""

    def __init__(self) -> None:
        self._objects: dict[int, object] = {}
        self._handles: dict[int, int] = {}  # by identity, which lasts as long as the object is kept
        self._next = MODULE
        self._capture = Capture(DEFAULT_OUTPUT_BYTES)

    def answer(self, request: Request) -> Reply:
        """Carries one request out; whatever student code raises becomes the answer."""
        match request:
            case Load():
                return self._guarded(request.id, lambda: self._load(request))
            case Get(id_, target, name):
                return self._guarded(id_, lambda: self._get(id_, target, name))
            case Put(id_, target, name, value):
                return self._guarded(id_, lambda: self._put(id_, target, name, value))
            case Call():
                return self._guarded(request.id, lambda: self._call(request))
            case Release(id_, target):
                self._handles.pop(id(self._objects.pop(target, None)), None)
                return Returned(id=id_, value=None)
            case Draw(id_, target):
                return self._guarded(id_, lambda: self._draw(id_, target))

    def _guarded(self, request_id: int, action: Callable[[], Reply]) -> Reply:
        try:
            return action()
        except BaseException as error:  # noqa: BLE001 # SystemExit and its like are answers too
            return self._raised(request_id, error)

    def _load(self, request: Load) -> Reply:
        self._capture = Capture(request.output_bytes)
        stand_ins = {
            module: {name: self._unpack(value) for name, value in names.items()}
            for module, names in request.stand_ins.items()
        }
        module = loader.load(request, stand_ins)
        self._objects[MODULE] = module
        self._next = MODULE + 1
        return self._returned(request.id, None)

    def _get(self, request_id: int, target: int, name: str) -> Reply:
        owner = self._objects[target]
        try:
            value = getattr(owner, name)
        except AttributeError:
            if hasattr(type(owner), name):  # a property of the student's that failed inside
                raise
            return Missing(request_id, name)
        return self._returned(request_id, value)

    def _put(self, request_id: int, target: int, name: str, value: Value) -> Reply:
        setattr(self._objects[target], name, self._unpack(value))
        return self._returned(request_id, None)

    def _call(self, request: Call) -> Reply:
        function = self._objects[request.target]
        arguments = [self._unpack(value) for value in request.arguments]
        keywords = {name: self._unpack(value) for name, value in request.keywords.items()}
        figures.close_figures()
        result = function(*arguments, **keywords)  # type: ignore[operator] # a TypeError is the student's answer
        if not request.observe:
            return self._returned(request.id, result)
        left = [pack(argument, lambda thing, note: Handle(-1, type(thing).__name__, note)) for argument in arguments]
        drawn = [figures.summarise(figure, self._keep(figure)) for figure in figures.open_figures()]
        return self._returned(request.id, result, left, drawn)

    def _draw(self, request_id: int, target: int) -> Reply:
        figure = self._objects[target]
        return Drawn(request_id, figures.draw(figure) if isinstance(figure, PlotFigure) else b"")

    def _returned(
        self, request_id: int, value: object, arguments: list[Value] | None = None, drawn: list[Figure] | None = None
    ) -> Returned:
        packed = pack(value, self._opaque)
        stdout, stderr = self._capture.take()
        return Returned(
            id=request_id, value=packed, arguments=arguments or [], stdout=stdout, stderr=stderr, figures=drawn or []
        )

    def _raised(self, request_id: int, error: BaseException) -> Raised:
        stdout, stderr = self._capture.take()
        names = [kind.__name__ for kind in type(error).__mro__ if kind is not object]
        message = _text_of(error)
        return Raised(
            id=request_id, type_names=names, message=message, frames=_frames(error), stdout=stdout, stderr=stderr
        )

    def _opaque(self, thing: object, note: str) -> Value:
        handle = self._keep(thing)
        return figures.summarise(thing, handle) if isinstance(thing, PlotFigure) else _handle(handle, thing, note)

    def _keep(self, thing: object) -> int:
        """The handle of an object that stays here: the one it already has, or a new one."""
        handle = self._handles.get(id(thing))
        if handle is None:
            handle = self._next
            self._next += 1
            self._objects[handle] = thing
            self._handles[id(thing)] = handle
        return handle

    def _unpack(self, value: Value) -> object:
        return unpack(value, self._opened)

    def _opened(self, value: Handle | Recording | Figure) -> object:
        match value:
            case Handle(id_):
                return self._objects[id_]
            case Recording():
                return recordings.build(value, self._unpack)
            case Figure():
                raise TypeError("figures travel from guest to host only")


def _handle(handle: int, thing: object, note: str) -> Handle:
    return Handle(handle, type(thing).__name__, note)


def _text_of(error: BaseException) -> str:
    try:
        text = str(error)[:MESSAGE_CHARACTERS]
    except BaseException:  # noqa: BLE001 # the student's own __str__ runs here
        text = "(its message cannot be shown)"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _frames(error: BaseException) -> list[Frame]:
    """The traceback's lines in the student's files, outermost first; for a syntax error its place."""
    scratch = Path.cwd()
    linecache.checkcache()
    found = [
        Frame(_relative(entry.filename, scratch), entry.lineno or 0, entry.name, entry.line or "")
        for entry in traceback.extract_tb(error.__traceback__)
        if entry.filename.startswith(f"{scratch}/")
    ]
    if isinstance(error, SyntaxError) and error.filename and error.filename.startswith(f"{scratch}/"):
        line = (error.text or "").strip()
        found.append(Frame(_relative(error.filename, scratch), error.lineno or 0, "<module>", line))
    return found[-FRAMES:]


def _relative(filename: str, scratch: Path) -> str:
    return filename.removeprefix(f"{scratch}/")

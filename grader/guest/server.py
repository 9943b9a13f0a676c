"""Answers the host's requests one at a time. Untrusted side: it makes no decisions and has no secrets."""

import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from grader.guest import loader, plots, surroundings
from grader.guest.answers import Answers
from grader.guest.callbacks import Callbacks
from grader.guest.capture import typing
from grader.guest.jail.enter import Jail
from grader.guest.notebook_requests import NotebookRequest, NotebookRequests
from grader.guest.objects import ObjectTable
from grader.guest.operations import OPERATIONS
from grader.guest.several import modules_of
from grader.wire.frames import Channel, ChannelClosedError
from grader.wire.messages import (
    Assign,
    Call,
    Decoder,
    Draw,
    Drawn,
    Entered,
    FetchValue,
    ForkCopy,
    Get,
    Load,
    Missing,
    Operate,
    Put,
    ReleaseHandle,
    Reply,
    Request,
    Returned,
    Seeded,
    StoreValue,
)
from grader.wire.packing import pack
from grader.wire.public_tests import Collect, FoundTests, RunTest
from grader.wire.surroundings import BeginMeasuring, EndMeasuring, Surrounding
from grader.wire.values import Handle, Value, encode

if TYPE_CHECKING:
    from grader.guest.public_tests import PublicTestSession

REQUEST_BYTES = 256 << 20
_REQUESTS = Decoder(Request)
"""Created with this module, and so before a fork: building the decoder takes a third of a guest's time."""


class Server:
    """Everything that a guest needs to answer, made before the fork; only its connection's number is known then.

    The generators are seeded with it, so that all guests begin with the same numbers.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._channel = Channel(connection)
        self._session = _Session(Callbacks(self._channel))
        surroundings.seed_generators(0)

    def serve(self, jail: Jail, scratch: Path, refused: tuple[str, ...] = ()) -> None:
        """Reports that it is ready, and the limits that the system has refused; answers until the host hangs up.

        A copy of this process continues here, with its own connection.
        """
        self._session.start(scratch)
        try:
            self._channel.send(encode(Entered(refused)))
            while True:
                request = _REQUESTS.decode(self._channel.receive(REQUEST_BYTES), object)
                if isinstance(request, ForkCopy):
                    _, descriptors, _, _ = socket.recv_fds(self._connection, 1, 1)
                    answer = self._session.copy(request, descriptors[0], jail)
                    if answer is None:  # now a different connection, with the same number
                        continue
                else:
                    answer = self._session.answer(request)  # type: ignore[arg-type] # the decoder gives a Request
                self._channel.send(encode(answer))
        except ChannelClosedError:
            return


class _Session:
    """The state of one guest: its objects, the output of its code, and its notebook or public tests, if any."""

    def __init__(self, callbacks: Callbacks) -> None:
        self._callbacks = callbacks
        self._objects = ObjectTable(callbacks)
        self._answers = Answers(self._objects, self._is_cell)
        self._notebook = NotebookRequests(self._objects, self._answers)
        self._public_tests: PublicTestSession | None = None
        self._scratch = Path()
        self._program = ""  # the file of the module under test

    def start(self, scratch: Path) -> None:
        """Begins in the guest's scratch directory, which is the current one."""
        self._scratch = scratch
        self._answers.start(scratch)

    def answer(self, request: Request) -> Reply:
        """Carries out one request; whatever student code raises becomes the answer."""
        self._callbacks.request_id = request.id
        action: Callable[[], Reply]
        match request:
            case Load():
                action = partial(self._load, request)
            case Get(id_, target, name):
                action = partial(self._get, id_, target, name)
            case Put(id_, target, name, value):
                action = partial(self._put, id_, target, name, value)
            case Call():
                action = partial(self._call, request)
            case Operate():
                action = partial(self._operate, request)
            case Seeded():
                action = partial(self._seeded, request)
            case Assign() | StoreValue() | FetchValue() | ReleaseHandle():
                action = partial(self._answer_about_kept, request)
            case Draw(id_, target):
                action = partial(self._draw, id_, target)
            case Collect() | RunTest():
                action = partial(self._answer_about_tests, request)
            case _:
                action = partial(self._answer_about_more, request)
        return self._guarded(request.id, action)

    def copy(self, request: ForkCopy, descriptor: int, jail: Jail) -> Reply | None:
        """Copies this process: returns the answer here, and None in the copy, once it is set up."""
        answer = self._notebook.copy(request, descriptor, jail)
        if isinstance(answer, Path):
            self._scratch = answer
            return None
        return answer

    def _answer_about_kept(self, request: Assign | StoreValue | FetchValue | ReleaseHandle) -> Reply:
        match request:
            case Assign(id_, target, values):
                for name, value in values.items():
                    setattr(self._objects[target], name, self._objects.unpack(value))
                return self._answers.returned(id_, None)
            case StoreValue(id_, value):
                return self._answers.held(id_, [self._objects.unpack(value)])
            case FetchValue(id_, target):
                return self._answers.returned(id_, self._objects[target], records=True)
            case ReleaseHandle(id_, target):
                self._objects.release(target)
                return Returned(id=id_, value=None)

    def _answer_about_more(self, request: Surrounding | NotebookRequest) -> Reply:
        if isinstance(request, NotebookRequest):
            return self._notebook.answer(request)
        return self._answer_about_surroundings(request)

    def _answer_about_surroundings(self, request: Surrounding) -> Reply:
        plots.close_figures()
        match request:
            case BeginMeasuring(trace=trace):
                self._objects.measuring.begin(trace=trace)
                return self._answers.returned(request.id, None)
            case EndMeasuring():
                return self._answers.returned(request.id, self._objects.measuring.end())
        try:
            return self._answers.returned(request.id, surroundings.carry_out(request, self._scratch, self._program))
        except surroundings.AbsentFileError as absent:
            return Missing(request.id, str(absent))

    def _answer_about_tests(self, request: Collect | RunTest) -> Reply:
        return self._collect(request) if isinstance(request, Collect) else self._run_test(request)

    def _collect(self, request: Collect) -> Reply:
        from grader.guest.public_tests import PublicTestSession  # noqa: PLC0415 # pytest is loaded only if needed

        self._show_tests(request.module)
        self._public_tests = PublicTestSession(request.files, request.chosen)
        return FoundTests(request.id, self._public_tests.found())

    def _show_tests(self, name: str) -> None:
        """Lets tests import the served module under its name or, if there are several, their names."""
        module = self._objects.module
        if name and isinstance(module, ModuleType):
            sys.modules[name] = module
        sys.modules.update(modules_of(module))

    def _run_test(self, request: RunTest) -> Reply:
        if self._public_tests is None:
            raise RuntimeError("no tests were collected")
        plots.close_figures()
        try:
            self._public_tests.run(request.file, request.name)
        except BaseException as error:  # noqa: BLE001 # as in every answer
            return replace(self._answers.raised(request.id, error), halt=self._public_tests.halt(error))
        return self._answers.returned(request.id, None)

    def _guarded(self, request_id: int, action: Callable[[], Reply]) -> Reply:
        try:
            return action()
        except BaseException as error:  # noqa: BLE001 # SystemExit and the like are answers too
            return self._answers.raised(request_id, error)

    def _load(self, request: Load) -> Reply:
        self._answers.begin(request.output_bytes, request.sought)
        self._program = f"{request.module}.py"
        module, incident = loader.load(request, self._objects.unpack_stand_ins(request.stand_ins), self._scratch)
        self._objects.put_module(module)
        if self._public_tests is not None:
            self._show_tests(request.module)
        return (
            self._answers.returned(request.id, None)
            if incident is None
            else self._answers.raised(request.id, incident, usable=True)
        )

    def _get(self, request_id: int, target: int, name: str) -> Reply:
        owner = self._objects[target]
        try:
            value = getattr(owner, name)
        except AttributeError:
            if hasattr(type(owner), name):  # a property of the student's that failed
                raise
            return Missing(request_id, name)
        return self._answers.returned(request_id, value)

    def _put(self, request_id: int, target: int, name: str, value: Value) -> Reply:
        setattr(self._objects[target], name, self._objects.unpack(value))
        return self._answers.returned(request_id, None)

    def _call(self, request: Call) -> Reply:
        target, name = request.target, request.name
        function = self._objects.plain_callable(target, name) if name else self._objects[target]
        if name and function is None:
            return Missing(request.id, name)
        arguments = [self._objects.unpack(value) for value in request.arguments]
        keywords = {name: self._objects.unpack(value) for name, value in request.keywords.items()}
        plots.close_figures()
        with typing(request.lines):
            result = function(*arguments, **keywords)  # type: ignore[operator] # a TypeError is the student's answer
        if request.by_reference:
            return self._answers.held(request.id, result)
        if not request.observe:
            return self._answers.returned(request.id, result)
        left = [pack(argument, lambda thing, note: Handle(-1, type(thing).__name__, note)) for argument in arguments]
        drawn = [plots.summarise(figure, self._objects.keep(figure)) for figure in plots.open_figures()]
        return self._answers.returned(request.id, result, left, drawn)

    def _seeded(self, request: Seeded) -> Reply:
        plots.close_figures()
        self._answers.forget_output()
        surroundings.seed_generators(request.seed)
        return self.answer(request.request)

    def _operate(self, request: Operate) -> Reply:
        arguments = [self._objects.unpack(value) for value in request.arguments]
        result = OPERATIONS[request.operation](self._objects[request.target], *arguments)
        return self._answers.returned(request.id, result)

    def _draw(self, request_id: int, target: int) -> Reply:
        return Drawn(request_id, plots.draw(self._objects[target]))

    def _is_cell(self, file: str) -> bool:
        return self._notebook.is_cell(file)

"""The objects of one guest that the host knows by handle, and how values become objects here. Untrusted side."""

from collections.abc import Callable, Iterable, Mapping
from types import FunctionType, MethodType

from grader.guest import plots, recordings
from grader.guest.callbacks import Callbacks
from grader.guest.measuring import Measuring
from grader.guest.own_classes import in_own_class
from grader.wire.callbacks import LENT
from grader.wire.counted import COUNTED
from grader.wire.figures import Figure
from grader.wire.messages import MODULE
from grader.wire.packing import pack
from grader.wire.unpacking import Record, unpack
from grader.wire.values import Handle, Recording, Value

PLAIN = frozenset({FunctionType, MethodType, type})
"""The types that are called by name: any other callable is examined first, since it may also be data."""


class ObjectTable:
    """Keeps objects that do not cross as data; the module under test has a fixed handle, which the host knows."""

    def __init__(self, callbacks: Callbacks) -> None:
        self._callbacks = callbacks
        self._objects: dict[int, object] = {}
        self._handles: dict[int, int] = {}  # by identity, which is valid as long as the object is kept
        self._next = MODULE
        self.measuring = Measuring()

    def __getitem__(self, handle: int) -> object:
        return self._objects[handle]

    @property
    def module(self) -> object:
        """The module under test, or None before it is loaded."""
        return self._objects.get(MODULE)

    def plain_callable(self, handle: int, name: str) -> Callable[..., object] | None:
        """An attribute of an object, if reading it has no side effects and it never crosses as data."""
        try:
            found = getattr(self._objects[handle], name)
        except BaseException:  # noqa: BLE001 # a separate request for it reports the error
            return None
        return found if type(found) in PLAIN else None

    def put_module(self, module: object) -> None:
        """Stores the module under test under its handle; objects that are kept from now on come after it."""
        self._objects[MODULE] = module
        self._next = MODULE + 1

    def keep(self, thing: object) -> int:
        """The handle of an object that stays here: the one it already has, or a new one."""
        handle = self._handles.get(id(thing))
        if handle is None:
            handle = self._next
            self._next += 1
            self._objects[handle] = thing
            self._handles[id(thing)] = handle
        return handle

    def release(self, handle: int) -> None:
        """Forgets an object, or does nothing if there is none."""
        self._handles.pop(id(self._objects.pop(handle, None)), None)

    def handle_of(self, thing: object, note: str = "") -> Handle:
        """Keeps an object, with a reason that its type alone does not give; returns what represents it on the wire."""
        return Handle(self.keep(thing), type(thing).__name__, note)

    def opaque(self, thing: object, note: str) -> Value:
        """What represents an object that is not data: figures are summarised, and counting values become plain ones."""
        if (plain := self.measuring.counter.plain(thing)) is not None:
            return pack(plain, self.handle_of)
        return plots.summarise(thing, self.keep(thing)) if plots.is_figure(thing) else self.handle_of(thing, note)

    def unpack(self, value: Value) -> object:
        """The object that a value represents."""
        return unpack(value, self._opened, interned=True, made=self._made)

    def unpack_stand_ins(self, stand_ins: Mapping[str, Mapping[str, Value]]) -> dict[str, dict[str, object]]:
        """The stand-ins for names of other modules, by module and name."""
        return {
            module: {name: self.unpack(value) for name, value in names.items()} for module, names in stand_ins.items()
        }

    def _sequence(self, value: Value) -> Iterable[object]:
        found = self.unpack(value)
        return found if isinstance(found, list) else ()

    def _made(self, record: Record) -> object:
        return in_own_class(record, self.module)

    def _opened(self, value: Handle | Recording | Figure) -> object:
        match value:
            case Handle(id_):
                return self._objects[id_]
            case Recording(type_name=type_name) if type_name == LENT:
                return self._callbacks.function(value.attributes["number"])
            case Recording(type_name=type_name) if type_name == COUNTED:
                return self.measuring.counter.counted(self._sequence(value.attributes["values"]))
            case Recording():
                return recordings.build(value, self.unpack)
            case Figure():
                raise TypeError("figures travel from guest to host only")

"""Ordinary Python for test authors: attribute access and calls on a proxy become requests to its guest. Trusted side.

What comes back is data, freshly decoded, or a proxy if the object stays in the guest. Changing returned data
changes nothing in the guest: `stack.items[0] *= 2` needs a `stack.items = ...` to take effect.
"""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any

from grader.host.calls_by_name import UnresolvedCallable
from grader.host.exchange import Exchange, GuestClient, Log, Observation
from grader.host.failures import CallFailedError, failed
from grader.host.proxy_operators import LOGGED, TOLD_NAMES, asks, is_answer, may_result
from grader.host.proxy_values import observed, opaque, weighed
from grader.host.replies import CallFailure
from grader.model import CallStatus
from grader.wire.messages import MODULE, Returned
from grader.wire.packing import pack
from grader.wire.surroundings import Surrounding
from grader.wire.values import Handle, Value


class _Proxy(type):
    """What can be done with a proxy: functions of the class, and of no proxy, since any name of that is the student's.

    The name of this class is spelled so that `__name` is the same attribute here as in `Proxy`.
    """

    def observe(cls, proxy: "Proxy", *arguments: object, **keywords: object) -> Observation:
        """Calls `proxy` and reports everything about the call. Raises CallFailedError."""
        return proxy.__call(arguments, keywords, observe=True)

    def method(cls, proxy: "Proxy", name: str, require: Callable[[object], None]) -> "Proxy":
        """A callable attribute of the object, by its name: if it is only called, one request looks it up and calls it.

        `require` gets what was found, unless that is a function, a method or a class, and raises if it cannot be
        called.
        """
        label = f"{proxy.__label}.{name}" if proxy.__label else name
        return Proxy(proxy.__guest, UnresolvedCallable(proxy, name, require), label, proxy.__log)

    def calling_by_name(cls, proxy: "Proxy") -> "Proxy":
        """The same module, whose functions and classes are looked up in the request that calls them."""
        same = Proxy(proxy.__guest, proxy.__handle, "", proxy.__log, proxy.__callables)
        object.__setattr__(same, "_Proxy__by_name", proxy)
        return same

    def assign(cls, proxy: "Proxy", attributes: Mapping[str, object]) -> None:
        """Sets attributes of the object, one after another. Raises CallFailedError."""
        packed = {name: proxy.__pack(value) for name, value in attributes.items()}
        proxy.__guest.assign(proxy.__handle.id, packed)

    def call_by_reference(cls, proxy: "Proxy", *arguments: object, **keywords: object) -> "list[Proxy]":
        """Calls `proxy` and keeps what it returns in the guest: the entries of a list or tuple, or the one object.

        Raises:
            CallFailedError: It did not return.
        """
        packed = [proxy.__pack(argument) for argument in arguments]
        packed_keywords = {name: proxy.__pack(value) for name, value in keywords.items()}
        try:
            reply = proxy.__guest.call_by_reference(proxy.__handle.id, packed, packed_keywords)
            held, weight = proxy.__held(reply)
        except CallFailedError as error:
            proxy.__log(Exchange(proxy.__label, arguments, keywords, error.failure, None, error.failure.printed))
            raise
        proxy.__log(Exchange(proxy.__label, arguments, keywords, None, held, "", weight=weight))
        return held

    def store_value(cls, proxy: "Proxy", value: object) -> "Proxy":
        """Stores a value in the guest of `proxy`, to pass one object to several calls. Raises CallFailedError."""
        held, _ = proxy.__held(proxy.__guest.store_value(proxy.__pack(value)))
        if len(held) != 1:
            raise proxy.__guest.protocol_error()
        return held[0]

    def fetch_value(cls, proxy: "Proxy") -> Any:
        """The current state of an object that stays in the guest, as data. Raises CallFailedError."""
        return proxy.__weighed(proxy.__guest.fetch_value(proxy.__handle.id).value, proxy.__label)[0]

    def perform(
        cls, proxy: "Proxy", request: Surrounding, label: str = "", told: Mapping[str, object] = MappingProxyType({})
    ) -> tuple[object, str, str]:
        """Carries out a request around the module of `proxy`: returns the answer, and what it printed on each stream.

        With a label it is listed among the calls of the test, with what is `told` about it. Raises CallFailedError.
        """
        try:
            reply = proxy.__guest.make(request)
            found, weight = proxy.__weighed(reply.value, label)
        except CallFailedError as error:
            proxy.__log(Exchange(label, (), dict(told), error.failure, None, error.failure.printed))
            raise
        printed = reply.stdout + reply.stderr
        proxy.__log(Exchange(label, (), dict(told), None, found, printed, read=not label, weight=weight))
        return found, reply.stdout, reply.stderr

    def protocol_error(cls, proxy: "Proxy") -> CallFailedError:
        """Ends the guest because our guest code would never give this answer; returns the error to raise."""
        guest: GuestClient = proxy.__guest
        return guest.protocol_error()

    def reading(cls, proxy: "Proxy", lines: tuple[str, ...]) -> "Proxy":
        """The same object, whose calls read these lines from standard input."""
        same = Proxy(proxy.__guest, proxy.__handle, proxy.__label, proxy.__log)
        object.__setattr__(same, "_Proxy__lines", lines)
        return same

    def type_names(cls, proxy: "Proxy") -> tuple[str, ...]:
        """The names of the object's type and of its bases, the nearest first. Raises CallFailedError."""
        return tuple(proxy.__operate("types", ()))

    def label(cls, proxy: "Proxy") -> str:
        """The names by which the test reached the object; none of it is the student's."""
        return str(proxy.__label)

    def several(cls, proxy: "Proxy") -> tuple[str, ...]:
        """The names of several modules, if the object is one of them or stands for all of them; otherwise empty."""
        beside: tuple[str, ...] = proxy.__beside
        return beside

    def about(cls, proxy: "Proxy") -> tuple[str, str]:
        """The name of the object's type and why it did not cross as data. Both may be chosen by the student."""
        handle = proxy.__handle
        return handle.type_name, handle.note


@asks
class Proxy(metaclass=_Proxy):
    """An object in a guest. Its own state hides behind double underscores, so that any name may be the student's.

    Operators, `len` and other things that Python would answer by itself are requests to the guest.
    """

    __slots__ = (
        *("__beside", "__by_name", "__callables", "__given", "__guest", "__handle"),
        *("__label", "__lines", "__log", "__modules", "__named"),
    )

    def __init__(
        self,
        guest: GuestClient,
        handle: "Handle | UnresolvedCallable",
        label: str,
        log: Log,
        callables: Collection[str] = frozenset(),
        modules: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        named = handle if isinstance(handle, UnresolvedCallable) else None
        object.__setattr__(self, "_Proxy__named", named)
        if named is None:
            object.__setattr__(self, "_Proxy__handle", handle)
        object.__setattr__(self, "_Proxy__callables", callables)
        object.__setattr__(self, "_Proxy__guest", guest)
        object.__setattr__(self, "_Proxy__label", label)
        object.__setattr__(self, "_Proxy__log", log)
        object.__setattr__(self, "_Proxy__modules", modules)
        object.__setattr__(self, "_Proxy__beside", tuple(modules))
        object.__setattr__(self, "_Proxy__lines", ())
        object.__setattr__(self, "_Proxy__by_name", None)  # the original proxy, if this one calls by name
        object.__setattr__(self, "_Proxy__given", 0)  # how many items it has given as an iterator

    def __getattr__(self, name: str) -> Any:
        if name == "_Proxy__handle":  # of a method that is used for more than a call
            return self.__look_up()
        if name.startswith("__") and name not in TOLD_NAMES:
            raise AttributeError(name)
        if name in self.__modules:
            return self.__module(name)
        if self.__by_name is not None and name in self.__callables:
            return Proxy.method(self.__by_name, name, lambda _found: None)  # the lookup checks that it can be called
        label = f"{self.__label}.{name}" if self.__label else name
        try:
            found, weight = self.__weighed(self.__guest.get(self.__handle.id, name).value, label)
            if name in self.__callables and not isinstance(found, Proxy):
                reason = f"{name} should be something to call, and is data"
                raise failed(CallFailure(call_status=CallStatus.MISSING, reason=reason))
        except CallFailedError as error:
            self.__log(Exchange(label, (), {}, error.failure, None, error.failure.printed))
            raise
        if not isinstance(found, Proxy):
            self.__log(Exchange(label, (), {}, None, found, "", read=True, weight=weight))
        return found

    def __module(self, name: str) -> "Proxy":
        """One of several modules; the log shows its names without the module's."""
        found, _ = self.__weighed(self.__guest.get(self.__handle.id, name).value, "")
        if not isinstance(found, Proxy):
            raise self.__guest.protocol_error()
        module = Proxy(self.__guest, found.__handle, "", self.__log, self.__modules[name])
        object.__setattr__(module, "_Proxy__beside", self.__beside)
        return module

    def __setattr__(self, name: str, value: object) -> None:
        self.__guest.put(self.__handle.id, name, self.__pack(value))

    def __call__(self, *arguments: object, **keywords: object) -> Any:
        """Calls the object in the guest. Raises CallFailedError."""
        return self.__call(arguments, keywords, observe=False).returned

    def __call(self, arguments: tuple[object, ...], keywords: dict[str, object], *, observe: bool) -> Observation:
        packed = [self.__pack(argument) for argument in arguments]
        packed_keywords = {name: self.__pack(value) for name, value in keywords.items()}
        place, name = self.__place()
        try:
            reply = self.__guest.call(place.id, packed, packed_keywords, observe=observe, lines=self.__lines, name=name)
            if len(reply.arguments) != (len(arguments) if observe else 0):
                raise self.__guest.protocol_error()
            seen, weight = observed(reply, self.__label, self.__weighed)
        except CallFailedError as error:
            if not name or error.failure.call_status is not CallStatus.MISSING:
                self.__log(Exchange(self.__label, arguments, keywords, error.failure, None, error.failure.printed))
                raise
            seen = None
        if seen is None:
            self.__look_up()
            return self.__call(arguments, keywords, observe=observe)
        self.__log(Exchange.of(self.__label, arguments, keywords, seen, weight))
        return seen

    def __place(self) -> tuple[Handle, str]:
        """What to call: an object, or an attribute of one by its name."""
        named = self.__named
        return (self.__handle, "") if named is None else (named.owner.__handle, named.name)

    def __look_up(self) -> Handle:
        """Looks up a method that is known by name only. Raises CallFailedError, and whatever `require` raises."""
        handle: Handle = self.__named.look_up().__handle
        object.__setattr__(self, "_Proxy__handle", handle)
        object.__setattr__(self, "_Proxy__named", None)
        return handle

    def __operate(self, name: str, arguments: tuple[object, ...]) -> Any:
        packed = [self.__pack(argument) for argument in arguments]
        label = f"{self.__label}.__{name}__" if self.__label else f"__{name}__"
        try:
            found, weight = self.__weighed(self.__guest.operate(self.__handle.id, name, packed).value, self.__label)
            if not may_result(name, found):
                raise self.__guest.protocol_error()
        except CallFailedError as error:
            if not is_answer(name, error.failure):
                self.__log(Exchange(label, arguments, {}, error.failure, None, error.failure.printed))
            raise
        self.__log(Exchange(label, arguments, {}, None, found, "", read=name not in LOGGED, weight=weight))
        return found

    def __held(self, reply: Returned) -> "tuple[list[Proxy], int]":
        held, weight = self.__weighed(reply.value, self.__label)
        if not isinstance(held, list) or not all(isinstance(entry, Proxy) for entry in held):
            raise self.__guest.protocol_error()
        return held, weight

    def __weighed(self, value: Value, label: str) -> tuple[object, int]:
        """The object that a value represents, and about how many bytes of memory it takes."""
        return weighed(value, self.__guest, lambda handle: Proxy(self.__guest, handle, label, self.__log))

    def __pack(self, thing: object) -> Value:
        return pack(thing, self.__opaque, plain_bools=True, records=True)

    def __opaque(self, thing: object, note: str) -> Value:
        if not isinstance(thing, Proxy):
            return opaque(thing, note, self.__guest)
        handle: Handle = thing.__handle
        return handle


def module_proxy(guest: GuestClient, log: Log, callables: Collection[str] = frozenset()) -> Any:
    """The proxy of the module that a guest has loaded; a name among `callables` that is only data counts as missing."""
    return Proxy(guest, Handle(MODULE, "module"), "", log, callables)


def modules_proxy(guest: GuestClient, log: Log, modules: Mapping[str, Collection[str]]) -> Any:
    """A proxy of several modules, which are its attributes; each with its own `callables`."""
    return Proxy(guest, Handle(MODULE, "modules"), "", log, modules=modules)

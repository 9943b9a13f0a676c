"""Recordings of reference objects, so that a task that takes an earlier task's object is graded independently of it;
and `observe`, which reports everything about a call. Trusted side.
"""

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from grader.host.exchange import Observation
from grader.host.proxy import Proxy
from grader.wire.packing import pack
from grader.wire.packing_budget import NotPlainError
from grader.wire.values import GENERATOR, Handle, Method, Parameter, RecordedAnswer, Recording, Value


class RecordedCall(Struct, frozen=True):
    """Arguments by name, and what the recorded method returns for them."""

    arguments: Mapping[str, object]
    returns: object


def observe(call: Any, *arguments: object, **keywords: object) -> Observation:
    """Calls a student's function; returns what it returned, printed, drew and did to its arguments."""
    return Proxy.observe(call, *arguments, **keywords)


def with_input(call: Any, *lines: str) -> Proxy:
    """A student's function whose calls get these lines from `input()`, or from standard input."""
    return Proxy.reading(call, lines)


def call_by_reference(call: Any, *arguments: object, **keywords: object) -> list[Proxy]:
    """Calls a student's function and leaves the entries of its result, or the one object, in the guest.

    They may be passed on as they are; `fetch_value` returns what has become of them.
    """
    return Proxy.call_by_reference(call, *arguments, **keywords)


def store_value(student: Proxy, value: object) -> Proxy:
    """Stores a value among the student's objects, so that several calls get the same object and not equal copies."""
    return Proxy.store_value(student, value)


def fetch_value(held: Proxy) -> Any:
    """The current value, as data, of something that `call_by_reference` returned: later calls may have changed it."""
    return Proxy.fetch_value(held)


def record(original: object, attributes: Sequence[str], methods: Mapping[str, Sequence[RecordedCall]]) -> Recording:
    """Records `original`: some attributes, and methods by name with their answers to certain arguments."""
    return Recording(
        type_name=type(original).__name__,
        attributes={name: _pack(getattr(original, name)) for name in attributes},
        methods=[_method(name, getattr(original, name), answers) for name, answers in methods.items()],
    )


def generator(seed: int) -> Recording:
    """A NumPy generator with this seed. A generator cannot cross, so it is made in the guest."""
    return Recording(type_name=GENERATOR, attributes={"seed": seed}, methods=[])


def record_class(original: type, instances: Sequence[tuple[Mapping[str, object], Recording]]) -> Recording:
    """Records a class as something to call: these arguments of its constructor return these recorded instances."""
    answers = [RecordedCall(arguments, instance) for arguments, instance in instances]
    return Recording(type_name=original.__name__, attributes={}, methods=[_method("__call__", original, answers)])


def _method(name: str, original: Any, answers: Sequence[RecordedCall]) -> Method:
    parameters = [
        Parameter(parameter.name, required=True)
        if parameter.default is inspect.Parameter.empty
        else Parameter(parameter.name, required=False, default=_pack(parameter.default))
        for parameter in inspect.signature(original).parameters.values()
    ]
    return Method(
        name,
        parameters,
        [
            RecordedAnswer({key: _pack(value) for key, value in answer.arguments.items()}, _pack(answer.returns))
            for answer in answers
        ],
    )


def _pack(value: object) -> Value:
    def opaque(thing: object, note: str) -> Value:
        if isinstance(thing, Recording):
            return thing
        raise NotPlainError(f"a recording cannot hold {type(thing).__name__} {note}".strip())

    packed = pack(value, opaque, plain_bools=True)
    if isinstance(packed, Handle):
        raise TypeError("a recording holds data only")
    return packed

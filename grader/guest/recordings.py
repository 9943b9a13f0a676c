"""Builds objects that replay recorded answers, so that a task is tested independently of others. Untrusted side."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.wire.values import GENERATOR, Method, Recording, Value


class NotRecordedError(Exception):
    """A recorded object was called with arguments that it has no answer for."""


def build(recording: Recording, open_value: Callable[[Value], object]) -> object:
    """Creates the object that a recording describes; every call of its methods returns a fresh copy of the answer."""
    if recording.type_name == GENERATOR:
        seed: Any = open_value(recording.attributes["seed"])
        return np.random.default_rng(seed)
    namespace: dict[str, Any] = {method.name: _method(recording, method, open_value) for method in recording.methods}
    # A recording that can be called is a class, which student code may also use in annotations.
    made = (
        type("Recorded", (type,), namespace)(recording.type_name, (), {})
        if "__call__" in namespace
        else (type(recording.type_name, (), namespace)())
    )
    for name, value in recording.attributes.items():
        setattr(made, name, open_value(value))
    return made


def _method(recording: Recording, method: Method, open_value: Callable[[Value], object]) -> Callable[..., object]:
    def replay(_self: object, *arguments: object, **keywords: object) -> object:
        given = _bind(method, arguments, keywords, open_value)
        for answer in method.answers:
            expected = {name: open_value(value) for name, value in answer.arguments.items()}
            if all(_same(given[name], value) for name, value in expected.items()):
                return open_value(answer.returns)
        raise NotRecordedError(
            f"this {recording.type_name} knows {method.name} only for the arguments of the task: "
            "check which arguments you pass, and in which order"
        )

    replay.__name__ = method.name
    return replay


def _bind(
    method: Method, arguments: tuple[object, ...], keywords: Mapping[str, object], open_value: Callable[[Value], object]
) -> dict[str, object]:
    """Assigns the arguments of a call to their parameters, as Python would."""
    names = [parameter.name for parameter in method.parameters]
    if len(arguments) > len(names):
        raise TypeError(f"{method.name}() takes {len(names)} arguments but {len(arguments)} were given")
    given = {parameter.name: open_value(parameter.default) for parameter in method.parameters if not parameter.required}
    given.update(zip(names, arguments, strict=False))
    for name, value in keywords.items():
        if name not in names:
            raise TypeError(f"{method.name}() got an unexpected keyword argument {name!r}")
        given[name] = value
    for name in names:
        if name not in given:
            raise TypeError(f"{method.name}() missing required argument: {name!r}")
    return given


def _same(given: object, expected: object) -> bool:
    """Whether two arguments are equal; a list, a tuple and an array of the same numbers count as equal."""
    if isinstance(expected, list | tuple):
        if not isinstance(given, list | tuple | np.ndarray) or len(given) != len(expected):
            return False
        return all(_same(mine, theirs) for mine, theirs in zip(given, expected, strict=True))
    if isinstance(expected, str | bool) or expected is None:
        return given is expected or bool(given == expected)
    try:
        mine, theirs = np.asarray(given, dtype=float), np.asarray(expected, dtype=float)
    except (TypeError, ValueError):
        return False
    return mine.shape == theirs.shape and bool((mine == theirs).all())

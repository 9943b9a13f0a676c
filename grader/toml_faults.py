"""Explains errors in an author's TOML file: which table, which key, and what is expected. Trusted side; pure."""

import difflib
import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec import inspect

_STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")
_QUOTED = re.compile(r"`([^`]*)`")
_KINDS = {"str": "a text", "float": "a number", "int": "a whole number", "bool": "true or false", "array": "a list",
          "object": "a table", "null": "nothing", "datetime": "a time", "date": "a date"}  # fmt: skip
_ELSEWHERE = MappingProxyType({"manual": "what a person judges is a table of its own, [[manual]]."})
"""Keys that authors look for in a task, and what there is instead."""


def toml_fault(error: Exception, content: bytes, kind: type) -> str:
    """The end of a sentence about why a file does not match a type, with its full stop."""
    said = _fault(error, content, kind)
    return said if said.endswith(("?", ".")) else f"{said}."


def _fault(error: Exception, content: bytes, kind: type) -> str:
    said, _, path = str(error).partition(" - at `$")
    if not isinstance(error, msgspec.ValidationError):
        return said
    steps = [name or index for name, index in _STEP.findall(path)]
    place, table, key = _walked(steps, msgspec.toml.decode(content), inspect.type_info(kind))
    named = _QUOTED.findall(said)
    if said.startswith("Object contains unknown field"):
        meant = _ELSEWHERE.get(named[0]) if place.startswith("task ") else None
        meant = meant or _meant(named[0], _keys(table), list(_tables(inspect.type_info(kind))))
        return f"{place} has the key `{named[0]}`, which it does not take: {meant}"
    if said.startswith("Object missing required field"):
        return f"{place} lacks the key `{named[0]}`"
    where = f"`{key}` of {place}" if key else place
    if said.startswith("Invalid enum value"):
        return f"{where} is {said.rpartition(' ')[2]}, and takes one of {', '.join(_choices(table, key))}"
    if said.startswith("Expected") and len(named) == 2:  # noqa: PLR2004 # what it takes, and what it got
        wanted, got = (" or ".join(_KINDS.get(each, each) for each in name.split(" | ")) for name in named)
        return f"{where} is {got}, and takes {wanted}"
    return f"{where}: {said}"


def _walked(steps: list[str], data: Any, record: inspect.Type) -> tuple[str, inspect.Type, str]:
    """The table at a path, in words; what it may contain; and the key in it, if the path ends at one."""
    place, table, key = "the file", record, ""
    for step in steps:
        if step.isdigit() and isinstance(data, list):
            data, record = data[int(step)], _inner(record)
            if isinstance(data, dict):
                place, table, key = _entry(key, int(step), data), record, ""
        elif step == "...":
            record = _inner(record)
            place, table, key = f"a table of [{key}]", record, ""
        else:
            data = data.get(step) if isinstance(data, dict) else None
            record, key = _field(record, step), step
            if isinstance(data, dict) and isinstance(record, inspect.StructType):
                place, table, key = f"[{step}]", record, ""
    return place, table, key


def _entry(name: str, index: int, data: dict[str, Any]) -> str:
    known = data.get("id")
    return f"task {known}" if isinstance(known, str) else f"entry {index + 1} of [[{name}]]"


def _field(record: inspect.Type, name: str) -> inspect.Type:
    fields = record.fields if isinstance(record, inspect.StructType) else ()
    found = next((field.type for field in fields if field.encode_name == name), record)
    options = found.types if isinstance(found, inspect.UnionType) else (found,)
    return next((each for each in options if not isinstance(each, inspect.NoneType)), found)


def _inner(record: inspect.Type) -> inspect.Type:
    match record:
        case inspect.VarTupleType() | inspect.ListType():
            return record.item_type
        case inspect.DictType():
            return record.value_type
        case _:
            return record


def _keys(table: inspect.Type) -> list[str]:
    return [field.encode_name for field in table.fields] if isinstance(table, inspect.StructType) else []


def _meant(name: str, here: list[str], tables: list[tuple[str, list[str]]]) -> str:
    """The likely intention behind an unknown key: a key of another table, a key of this one, or what this one takes."""
    near = _near(name, {key for _, keys in tables for key in keys})
    if not near or near[0] in here:
        return nearest(name, here)
    homes = " and ".join(table for table, keys in tables if near[0] in keys)
    return f"`{near[0]}` is a key of {homes}."


def _tables(record: inspect.Type, place: str = "the file itself, above all tables") -> Iterator[tuple[str, list[str]]]:
    """Each table that a file may have, with its keys."""
    if not isinstance(record, inspect.StructType):
        return
    yield place, _keys(record)
    for field in record.fields:
        found = _field(record, field.encode_name)
        inner = _inner(found)
        form = "[{}]" if inner is found else "[{}.…]" if isinstance(found, inspect.DictType) else "[[{}]]"
        yield from _tables(inner, form.format(field.encode_name))


def _choices(table: inspect.Type, key: str) -> list[str]:
    match _field(table, key):
        case inspect.EnumType() as found:
            return [str(each.value) for each in found.cls]
        case inspect.LiteralType() as found:
            return [str(each) for each in found.values]
        case _:
            return []


def nearest(name: str, choices: Iterable[str], otherwise: str = "it takes") -> str:
    """The end of a sentence about an unknown name: the likely intention, or else what there is."""
    there = sorted(choices)
    meant = _near(name, there)
    return f"did you mean `{meant[0]}`?" if meant else f"{otherwise} {', '.join(f'`{each}`' for each in there)}."


def _near(name: str, choices: Iterable[str]) -> list[str]:
    """The choices that are spelt alike, those of the same letters first, then the most alike."""
    return sorted(difflib.get_close_matches(name, sorted(choices)), key=lambda each: sorted(each) != sorted(name))

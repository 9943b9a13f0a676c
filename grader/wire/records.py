"""Objects as data, without their classes: enum members, named tuples and data classes. Both sides.

They have their type's name and their parts, but no methods. Names in them are the sender's, and are only compared: a
part whose name begins with two underscores is not an attribute, since Python and NumPy use such names to decide how to
treat an object.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class EnumMember:
    """A member of an enumeration: two are equal if they and their enumerations have the same names."""

    type_name: str
    name: str
    value: object = field(compare=False)

    def __repr__(self) -> str:
        return f"{self.type_name}.{self.name}"


@dataclass(frozen=True)
class DataObject:
    """An object of a data class: its fields by name, which are attributes too."""

    type_name: str
    fields: Mapping[str, object]

    def __getattr__(self, name: str) -> Any:
        fields: Mapping[str, object] = self.__dict__.get("fields", {})
        if name.startswith("__") or name not in fields:
            raise AttributeError(name)
        return fields[name]

    def __repr__(self) -> str:
        return f"{self.type_name}({', '.join(f'{name}={value!r}' for name, value in self.fields.items())})"


class NamedTuple(tuple[object, ...]):  # noqa: SLOT001 # its names are attributes, and a tuple can have no slots
    """A named tuple: a tuple whose entries are attributes too, and equal to every tuple of the same entries."""

    _type_name: str
    _fields: tuple[str, ...]

    @classmethod
    def of(cls, type_name: str, fields: Iterable[str], entries: Iterable[object]) -> Self:
        """Creates one. Raises ValueError unless every entry has a unique name."""
        made = cls(entries)
        made._type_name, made._fields = type_name, tuple(fields)
        if not len(set(made._fields)) == len(made._fields) == len(made):
            raise ValueError("a named tuple needs a name for each entry")
        return made

    def __getattr__(self, name: str) -> Any:
        fields: tuple[str, ...] = self.__dict__.get("_fields", ())
        if name.startswith("__") or name not in fields:
            raise AttributeError(name)
        return self[fields.index(name)]

    def __repr__(self) -> str:
        named = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
        return f"{self._type_name}({', '.join(named)})"


def type_name_of(record: EnumMember | DataObject | NamedTuple) -> str:
    """The name of the class that it was an object of."""
    return record._type_name if isinstance(record, NamedTuple) else record.type_name  # noqa: SLF001 # our own class

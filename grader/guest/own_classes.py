"""Turns objects that arrived as data into objects of the student's own classes, if there are classes of these names.

Untrusted side. If there are none, they stay as they are: their parts by name, without methods.
"""

from dataclasses import fields, is_dataclass
from enum import Enum

from grader.guest.several import modules_of
from grader.wire.records import DataObject, EnumMember, type_name_of
from grader.wire.unpacking import Record


def in_own_class(record: Record, module: object) -> object:
    """The object of the student's own class that has these parts; `module` has it, or one of several modules."""
    places = modules_of(module).values() or (module,)
    own = next(filter(None, (getattr(place, type_name_of(record), None) for place in places)), None)
    if not isinstance(own, type):
        return record
    match record:
        case EnumMember(_, name, _) if issubclass(own, Enum):
            return own.__members__.get(name, record)
        case DataObject(_, found) if is_dataclass(own):
            given = {each.name for each in fields(own) if each.init}
            return own(**{name: value for name, value in found.items() if name in given})
        case tuple() if issubclass(own, tuple) and getattr(own, "_fields", None) == record._fields:
            return own(*record)
    return record

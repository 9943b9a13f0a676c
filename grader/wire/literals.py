"""Values that a short text describes completely: decimals, fractions, dates and times, paths. Both sides.

Each kind has its own exact type; a subclass could claim anything about itself and stays where it is.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import PosixPath, PurePosixPath
from types import MappingProxyType
from typing import Any

from msgspec import Struct

MAX_CHARACTERS = 10_000
MAX_EXPONENT = 10_000
"""The largest exponent of a decimal: 10 ** 1_000_000_000 as an int would not fit into memory."""


class LiteralKind(Struct, frozen=True):
    """How one kind becomes text, and how it is read again; reading raises ValueError if the text is not valid."""

    type: type
    spelled: Callable[[Any], str]
    read: Callable[[str], object]


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError("no decimal") from error
    if number.is_snan():
        raise ValueError("a decimal that even `==` fails on")
    if number.is_finite() and abs(number.adjusted()) > MAX_EXPONENT:
        raise ValueError("a decimal of too large an exponent")
    return number


def _spelled_decimal(number: Decimal) -> str:
    return str(_decimal(str(number)))


def _fraction(text: str) -> Fraction:
    numerator, _, denominator = text.partition("/")
    try:
        return Fraction(int(numerator, 16), int(denominator, 16))
    except ZeroDivisionError as error:
        raise ValueError("a fraction over zero") from error


def _spelled_moment(moment: datetime | time) -> str:
    """With its UTC offset instead of the zone: the instant is all that can be said without a table of zones."""
    return f"{moment.isoformat()}#{moment.fold}"


def _moment(kind: type[datetime] | type[time]) -> Callable[[str], object]:
    def read(text: str) -> object:
        said, _, fold = text.partition("#")
        return kind.fromisoformat(said).replace(fold=int(fold))

    return read


def _timedelta(text: str) -> timedelta:
    days, seconds, microseconds = map(int, text.split(","))
    try:
        return timedelta(days, seconds, microseconds)
    except OverflowError as error:
        raise ValueError("too long a time") from error


KINDS: Mapping[str, LiteralKind] = MappingProxyType(
    {
        "decimal": LiteralKind(Decimal, _spelled_decimal, _decimal),
        "fraction": LiteralKind(Fraction, lambda each: f"{each.numerator:x}/{each.denominator:x}", _fraction),
        "date": LiteralKind(date, date.isoformat, date.fromisoformat),
        "time": LiteralKind(time, _spelled_moment, _moment(time)),
        "datetime": LiteralKind(datetime, _spelled_moment, _moment(datetime)),
        "timedelta": LiteralKind(timedelta, lambda each: f"{each.days},{each.seconds},{each.microseconds}", _timedelta),
        "path": LiteralKind(PosixPath, str, PosixPath),
        "pure path": LiteralKind(PurePosixPath, str, PurePosixPath),
        "ellipsis": LiteralKind(type(...), lambda _each: "", lambda _text: ...),
    }
)
NAME_OF: Mapping[type, str] = MappingProxyType({kind.type: name for name, kind in KINDS.items()})


def spelled(thing: object) -> tuple[str, str] | None:
    """The kind and the text of a value, or None if it has no such kind or its text would be too long."""
    name = NAME_OF.get(type(thing))
    if name is None:
        return None
    try:
        text = KINDS[name].spelled(thing)
        text.encode()
    except (ValueError, OverflowError):  # such as a path that is no Unicode
        return None
    return (name, text) if len(text) <= MAX_CHARACTERS else None


def read(name: str, text: str) -> object:
    """The value of this kind that a text describes. Raises ValueError if there is none."""
    if name not in KINDS or len(text) > MAX_CHARACTERS:
        raise ValueError("no such kind, or too long a text")
    return KINDS[name].read(text)

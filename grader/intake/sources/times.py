"""Parses times as platforms write them. Trusted side; pure. Returns None if that fails: nothing is guessed."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

_ZONED = re.compile(r"^(?P<plain>.+?)(?:\.\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})$", re.IGNORECASE)
_WIDTH = 80
_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?: (?P<half>[AP])\.?M)?"
_YEAR = r"(?:de )?(?P<year>\d{4})"
_IN_WORDS = (
    re.compile(rf"\b(?P<day>\d{{1,2}})\.? (?:de )?(?P<month>[^\W\d]+)\.?,? {_YEAR},? (?:\w+ )?{_CLOCK}", re.IGNORECASE),
    re.compile(rf"\b(?P<month>[^\W\d]+) (?P<day>\d{{1,2}}),? {_YEAR},? {_CLOCK}", re.IGNORECASE),
)
_MONTHS = (
    ("jan", "ene", "gen", "janv"), ("feb", "fev", "fév"), ("mar", "mär", "mrt", "maa"), ("apr", "avr", "abr"),
    ("may", "mai", "mag", "mei"), ("jun", "juin", "giu"), ("jul", "juil", "lug"), ("aug", "aoû", "ago"),
    ("sep", "set"), ("oct", "okt", "ott", "out"), ("nov",), ("dec", "dez", "déc", "dic"),
)  # fmt: skip
"""The first letters of the months in English, German, French, Spanish, Italian, Dutch and Portuguese."""
_NOON = 12


def parsed(text: str, forms: Iterable[str]) -> datetime | None:
    """A time in one of these formats of `strptime`, with an offset only if the text has one; fractions are dropped."""
    text = " ".join(text[:_WIDTH].split())
    zoned = _ZONED.match(text)
    plain = zoned["plain"] if zoned else text
    for form in forms:
        try:
            found = datetime.strptime(plain, form)  # noqa: DTZ007 # without an offset there is none to add
        except ValueError:
            continue
        return found.replace(tzinfo=_zone(zoned["zone"])) if zoned else found
    return None


def written(text: str) -> datetime | None:
    """A time as in people's and platforms' tables: in ISO 8601, or with the name of the month."""
    text = " ".join(text[:_WIDTH].split())
    if found := parsed(text, _FORMS):
        return found
    for form in _IN_WORDS:
        if found_words := form.search(text):
            return _in_words(found_words)
    return None


def _in_words(found: re.Match[str]) -> datetime | None:
    said = found["month"].casefold()
    months = [number for number, names in enumerate(_MONTHS, start=1) if said.startswith(names)]
    hour, half = int(found["hour"]), (found["half"] or "").upper()
    if half:
        hour = hour % _NOON + (_NOON if half == "P" else 0)
    try:
        return datetime(int(found["year"]), months[0], int(found["day"]), hour, int(found["minute"]))  # noqa: DTZ001 # there is no offset
    except (IndexError, ValueError):
        return None


def _zone(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-ahead if text[0] == "-" else ahead) if ahead < timedelta(days=1) else UTC

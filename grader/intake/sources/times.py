"""Times as platforms write them. Trusted side; pure. What cannot be parsed gives None: nothing is guessed."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

_ZONED = re.compile(r"^(?P<plain>.+?)(?:\.\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})$", re.IGNORECASE)
_WIDTH = 80


def parsed(text: str, forms: Iterable[str]) -> datetime | None:
    """A time in one of these forms of `strptime`, with an offset only where the text has one; fractions are dropped."""
    text = " ".join(text[:_WIDTH].split())
    zoned = _ZONED.match(text)
    plain = zoned["plain"] if zoned else text
    for form in forms:
        try:
            found = datetime.strptime(plain, form)  # noqa: DTZ007 # what has no offset gets none
        except ValueError:
            continue
        return found.replace(tzinfo=_zone(zoned["zone"])) if zoned else found
    return None


def _zone(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-ahead if text[0] == "-" else ahead) if ahead < timedelta(days=1) else UTC

"""What people add to the record of a class between runs: adjustments, and tests that no longer count. Trusted side.

Nothing here is ever changed or removed: an adjustment is undone by another one.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, insert

from grader.gradebook.store.reading import Adjustment, DroppedTest
from grader.gradebook.store.rows import as_text
from grader.gradebook.store.tables import ADJUSTMENTS, DROPPED_TESTS


def add_adjustments(connection: Connection, adjustments: Iterable[Adjustment]) -> None:
    """Adds them, all or none."""
    with connection.begin():
        put_adjustments(connection, adjustments)


def put_adjustments(connection: Connection, adjustments: Iterable[Adjustment]) -> None:
    """Adds them within a transaction."""
    for adjustment in adjustments:
        values = _as_texts(msgspec.structs.asdict(adjustment))
        del values["number"]  # assigned by the database
        connection.execute(insert(ADJUSTMENTS).values(**values))


def add_dropped(connection: Connection, tests: Iterable[DroppedTest]) -> None:
    """Adds them, all or none."""
    with connection.begin():
        put_dropped(connection, tests)


def put_dropped(connection: Connection, tests: Iterable[DroppedTest]) -> None:
    """Adds them within a transaction."""
    for test in tests:
        connection.execute(insert(DROPPED_TESTS).values(**_as_texts(msgspec.structs.asdict(test))))


def _as_texts(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: as_text(value) if isinstance(value, str) else value for name, value in values.items()}

"""What earlier versions of the grader wrote opens in this one with all that was in it."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.gradebook.class_run import ClassRun
from grader.gradebook.store import STORE, read_record
from grader.gradebook.store.tables import SCHEMA_VERSION
from grader.intake import discover_class
from grader.model import Isolation
from grader.model.options import ClassOptions
from tests.support.tiny import SOLUTION

FORMATS = {version: Path(__file__).parent / "formats" / f"version_{version}.sql" for version in (2, 3)}
"""What each version wrote of a class of two, as text; the present one is missing."""


def rows(statements: Iterable[str]) -> set[str]:
    """All that was put into tables, but for the number of the schema."""
    return {line for line in statements if line.startswith("INSERT INTO") and '"store_schema"' not in line}


@pytest.mark.parametrize("version", FORMATS)
def test_all_that_was_in_it_is_there_and_the_next_run_goes_on_from_it(
    own_tiny: Assignment, tmp_path: Path, version: int
) -> None:
    for name, shift in (("ann", SOLUTION["tiny_shift.py"]), ("bo", "def shift(x): return x\n")):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "tiny_double.py").write_text(SOLUTION["tiny_double.py"])
        (tmp_path / "class" / name / "tiny_shift.py").write_text(shift)
    out = tmp_path / "out"
    out.mkdir()
    script = FORMATS[version].read_text()
    with closing(sqlite3.connect(out / STORE)) as database:
        database.executescript(script)
    record = read_record(out / STORE)
    assert {name: grade.score for name, grade in record.grades.items()} == {"ann": 5.0, "bo": 3.0}
    assert record.adjustments[0].reason == "the idea is right"
    with closing(sqlite3.connect(out / STORE)) as database:
        assert rows(script.splitlines()) <= rows(database.iterdump())
        assert database.execute("SELECT version FROM store_schema").fetchall() == [(SCHEMA_VERSION,)]
    options = ClassOptions(workers=1, isolation=Isolation.PROCESS)
    run = ClassRun(discover_class(tmp_path / "class"), own_tiny, options, output=out)
    assert {result.submission for result in run} == {"ann", "bo"}
    assert [(each.submission, each.before, each.after) for each in run.changes] == [("ann", 5, 5), ("bo", 3, 3)]
    assert "grader" in run.changes[0].why
    with closing(sqlite3.connect(out / STORE)) as database:
        assert database.execute("SELECT count(*) FROM grades").fetchone() == (4,), "nothing is overwritten"


def test_each_version_before_the_present_one_has_its_form_here() -> None:
    assert set(FORMATS) == set(range(2, SCHEMA_VERSION)), "the first is tests/support/first_format.py, with no number"

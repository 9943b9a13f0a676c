"""Shards that are not of one class graded in one way, or not as the grader writes them, are refused in a sentence."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.gradebook.merging.service import merge_shards
from grader.gradebook.store import STORE, read_record

OTHERWISE = {
    "assignment": ("UPDATE assignment SET slug = 'other'", "one is of the assignment 'tiny' and the other of 'other'"),
    "tests": ("UPDATE runs SET assignment_digest = 'x'", "the tests, the reference or the limits are not the same"),
    "seed": ("UPDATE runs SET seed = 'x'", "drawn from different seeds"),
    "version": ("UPDATE runs SET engine_digest = 'x', grader = '9'", r"graded by grader .* and grader 9, Python"),
    "state": ("UPDATE runs SET engine_digest = 'x'", "different states of the same version"),
    "isolation": ("UPDATE runs SET isolation = 'none'", r"their isolation was \w+ and none"),
    "notebooks": ("UPDATE runs SET made_with = 'x'", "notebooks were run for display in one of them only"),
    "late": ("UPDATE assignment SET late_policy = '{}'", "what being late costs are not the same"),
    "class": ("UPDATE roster SET name = 'Ben' WHERE student = 'bo'", "they were given different classes"),
    "split": ("UPDATE shard SET shard = 3, shards = 9", "one is shard 2/3 and the other shard 3/9"),
    "stopped": (
        "UPDATE runs SET finished_at = NULL",
        "Shard 3/3 in .*part-3 was stopped before its end: run it again, or leave it out for now",
    ),
    "whole": ("DELETE FROM shard", "part-3 holds the grades of a whole class"),
}
"""What is done to the third shard, which has Ann and Ed, and what is said."""
GRADE = "UPDATE grades SET {} WHERE submission = 'ann'"
DAMAGED = {
    "id that leads out": "UPDATE results SET submission = '../../ann' WHERE submission = 'ann'",
    "id of ours": "UPDATE results SET submission = '_instructor' WHERE submission = 'ann'",
    "student of another": "UPDATE results SET submission = 'bo' WHERE submission = 'ann'",
    "grade of another": GRADE.format("submission = 'bo'"),
    "grade in another name": GRADE.format("submission = 'kit'"),
    "score that is another": GRADE.format("score = 99"),
    "grade that is none": GRADE.format("grade = x'80'"),
    "grade that is text": GRADE.format("grade = 'full marks'"),
    "grade that is gone": "DELETE FROM grades",
    "result that is gone": "DELETE FROM results WHERE submission = 'ann'",
    "status of its own": "UPDATE results SET status = 'perfect'",
    "result of another type": "UPDATE results SET reason = x'ff00'",
    "run that is none": GRADE.format("run = 7"),
    "table that is gone": "DROP TABLE attempts",
    "shard that is none": "UPDATE shard SET shard = 0",
    "two shards": "INSERT INTO shard VALUES (1, 3)",
    "assignment that is gone": "DELETE FROM assignment",
    "points for somebody else": "INSERT INTO adjustments VALUES (1, 'bo', '', 5.0, 'x', '', '', '2026')",
    "infinite points": "INSERT INTO adjustments VALUES (1, 'ann', '', 9e999, 'x', '', '', '2026')",
    "task of no run": "UPDATE graded_tasks SET graded_in = 9",
}

TABLES = ("runs", "grades", "graded_tasks", "results", "attempts", "arrivals", "roster", "adjustments", "assignment")


def parts(place: Path) -> list[Path]:
    return [place / f"part-{number}" for number in (1, 2, 3)]


def change(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place / "part-3" / STORE)) as database, database:
        assert database.execute(statement).rowcount != 0


@pytest.mark.parametrize("what", OTHERWISE)
def test_shards_that_do_not_belong_together_are_refused(place: Path, what: str) -> None:
    statement, said = OTHERWISE[what]
    change(place, statement)
    with pytest.raises(UsageError, match=said):
        merge_shards(parts(place), place / "out")
    assert not (place / "out").exists()


@pytest.mark.parametrize("what", DAMAGED)
def test_a_shard_that_the_grader_does_not_write_so_is_refused_and_nothing_of_any_is_taken(
    place: Path, what: str
) -> None:
    change(place, DAMAGED[what])
    with pytest.raises(
        UsageError, match=r"part-3.* (is not as the grader writes it|is damaged|cannot be read or written) \("
    ):
        merge_shards(parts(place), place / "out")
    if (place / "out").exists():
        assert [path.name for path in (place / "out").iterdir()] == [STORE]
        with closing(sqlite3.connect(place / "out" / STORE)) as database:
            counts = [database.execute(f"SELECT count(*) FROM {table}").fetchone() for table in TABLES]  # noqa: S608
        assert set(counts) == {(0,)}


def test_a_shard_that_is_damaged_later_changes_nothing_of_what_was_merged(place: Path) -> None:
    merge_shards(parts(place), place / "out")
    before = read_record(place / "out" / STORE)
    files = {path: path.read_bytes() for path in (place / "out").rglob("*") if path.is_file()}
    change(place, DAMAGED["score that is another"])
    with pytest.raises(UsageError, match="is not as the grader writes it"):
        merge_shards(parts(place), place / "out")
    assert read_record(place / "out" / STORE) == before
    assert {path: path.read_bytes() for path in (place / "out").rglob("*") if path.is_file()} == files


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(4096)])
def test_a_shard_whose_record_is_none_is_refused(place: Path, content: bytes) -> None:
    (place / "part-3" / STORE).write_bytes(content)
    with pytest.raises(UsageError, match="part-3"):
        merge_shards(parts(place), place / "out")
    assert not (place / "out").exists()

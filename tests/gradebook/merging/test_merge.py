"""Shards that were graded apart are merged into what one run over the class would have left."""

import csv
import io
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.gradebook.adjusting import adjust, drop_test
from grader.gradebook.merging.service import merge_shards
from grader.gradebook.store import STORE, read_record
from grader.gradebook.store.reading import Adjustment
from grader.model import Grade
from grader.output.folder import COPIES
from tests.gradebook.merging.conftest import ABSENT, NAMES, graded
from tests.support.tiny import SOLUTION


def parts(place: Path, *numbers: int) -> list[Path]:
    return [place / f"part-{number}" for number in numbers or (1, 2, 3)]


def files_of(folder: Path) -> dict[str, bytes]:
    """All that is handed out or looked at, less the page of the class, which tells when it was graded."""
    left_out = {STORE, "index.html"}
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in left_out)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def tables(output: Path, *names: str) -> list[set[tuple[object, ...]]]:
    with closing(sqlite3.connect(output / STORE)) as database:
        return [set(database.execute(f"SELECT * FROM {name}")) for name in names]  # noqa: S608 # names of ours


def test_shards_are_merged_into_what_one_run_leaves(place: Path) -> None:
    merged = merge_shards(parts(place, 3, 1, 2), place / "out")
    assert [result.submission for result in merged.results] == list(NAMES)
    assert (merged.missing, merged.shards, merged.new, merged.changes) == ((), 3, True, ())
    assert files_of(place / "out") == files_of(place / "whole")
    assert (place / "out" / COPIES / "ann.html").is_file()
    same = ("grades", "graded_tasks", "results", "attempts", "arrivals", "roster", "assignment", "tasks", "run_tasks")
    assert tables(place / "out", *same) == tables(place / "whole", *same)
    assert [len(found) for found in tables(place / "out", "runs", "grades")] == [1, 3]
    rows = list(csv.DictReader(io.StringIO((place / "out" / "gradebook.csv").read_text("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["Ann Able", "", "", "", *(f"Absent {number}" for number in range(ABSENT))]
    alone = [len(list(part.glob("*/grade.json"))) for part in parts(place)]
    assert alone == [0, 2, 1], "each of them in one shard"


def test_merging_again_changes_nothing(place: Path) -> None:
    merge_shards(parts(place), place / "out")
    before = {path: (path.stat().st_ino, path.read_bytes()) for path in (place / "out").rglob("*") if path.is_file()}
    assert not merge_shards(parts(place), place / "out").new
    after = {path: (path.stat().st_ino, path.read_bytes()) for path in (place / "out").rglob("*") if path.is_file()}
    assert after == before


def test_the_class_goes_on_from_the_merged_record(place: Path, tiny: Assignment) -> None:
    merge_shards(parts(place), place / "out")
    (place / "class" / "bo" / "tiny_shift.py").write_text(SOLUTION["tiny_shift.py"])
    run = graded(place, tiny, "out")
    assert run.unchanged == 2
    assert [(each.submission, each.before, each.after) for each in run.changes] == [("bo", 3.0, 5.0)]


def test_what_shards_grade_later_is_merged_into_the_same_record_with_its_history(place: Path, tiny: Assignment) -> None:
    merge_shards(parts(place), place / "out")
    adjust(place / "out", [Adjustment(submission="ann", points=-1.0, reason="a slip")])
    (place / "class" / "bo" / "tiny_shift.py").write_text(SOLUTION["tiny_shift.py"])
    (place / "class" / "flo").rename(place / "class" / "gus")
    unchanged = [graded(place, tiny, f"part-{n}", f"{n}/3").unchanged for n in (1, 2, 3)]
    assert sum(unchanged) == 1
    merged = merge_shards(parts(place), place / "out")
    changes = {(each.submission, each.kind.value) for each in merged.changes}
    assert changes == {("bo", "resubmitted"), ("flo", "withdrawn"), ("gus", "new")}
    counted = {each.submission: each.counted_score for each in merged.results if isinstance(each, Grade)}
    assert counted == {"ann": 4.0, "bo": 5.0, "gus": 5.0}
    record = read_record(place / "out" / STORE)
    graded_in = {name: each.graded_in for name, each in record.run.results.items()}
    assert graded_in == {"ann": 1, "bo": 2, "ed": None, "gus": 2}
    assert len(tables(place / "out", "grades")[0]) == 5, "each that was ever given, once"
    assert record.roster["flo"].status == "withdrawn"
    assert not (place / "out" / "flo").exists()
    assert not merge_shards(parts(place), place / "out").new


def test_all_that_shards_did_before_they_were_merged_is_in_the_record(place: Path, tiny: Assignment) -> None:
    """One shard is run three times and the others once; Ann gets a point and a test is dropped in theirs."""
    for source in ("def shift(x): return x + 2.0\n", SOLUTION["tiny_shift.py"]):
        (place / "class" / "bo" / "tiny_shift.py").write_text(source)
        graded(place, tiny, "part-2", "2/3")
    adjust(place / "part-3", [Adjustment(submission="ann", points=1.0, reason="a bonus")])
    drop_test(place / "part-2", "test_negative", "not taught", carry_out=True)
    before = [tables(part, "grades", "adjustments", "dropped_tests") for part in parts(place)]
    given = {row[-1] for grades, *_ in before for row in grades}
    assert len(given) == 5
    for _ in range(2):
        merge_shards(parts(place), place / "out")
        grades, adjustments, dropped = tables(place / "out", "grades", "adjustments", "dropped_tests")
        assert ({row[-1] for row in grades}, len(grades)) == (given, 5)
        assert len(adjustments) == len(dropped) == 1
    record = read_record(place / "out" / STORE)
    assert (record.run.number, record.run.results["bo"].score, record.run.results["ann"].graded_in) == (3, 5.0, 3)
    assert [tables(part, "grades", "adjustments", "dropped_tests") for part in parts(place)] == before


def test_a_shard_that_is_missing_is_said_and_nothing_holds_until_it_is_there(place: Path) -> None:
    merged = merge_shards(parts(place, 1, 3), place / "out")
    assert [str(shard) for shard in merged.missing] == ["2/3"]
    assert "1 shard of 3 is missing: 2/3." in (place / "out" / "index.html").read_text()
    assert [result.submission for result in merged.results] == ["ann", "ed"]
    with pytest.raises(UsageError, match="no grades of a run that came to its end"):
        read_record(place / "out" / STORE)
    whole = merge_shards(parts(place), place / "out")
    assert (whole.missing, len(whole.results)) == ((), 4)
    assert files_of(place / "out") == files_of(place / "whole")
    assert len(tables(place / "out", "grades")[0]) == 3, "no grade twice"


@pytest.mark.parametrize(("output", "shard"), [("part-1", "2/3"), ("part-1", "1/2"), ("part-1", ""), ("whole", "1/3")])
def test_a_shard_refuses_a_run_of_another_part_and_a_whole_class_that_of_a_shard(
    place: Path, tiny: Assignment, output: str, shard: str
) -> None:
    """The control is the test of later runs."""
    before = tables(place / output, "runs", "grades")
    with pytest.raises(UsageError, match=r"holds the grades of .*, and this is .*: give another --output"):
        graded(place, tiny, output, shard)
    assert tables(place / output, "runs", "grades") == before


def test_a_shard_is_not_an_output_and_a_whole_class_is_not_a_shard(place: Path) -> None:
    with pytest.raises(UsageError, match="part-1 holds the grades of shard 1/3: give another --output"):
        merge_shards(parts(place), place / "part-1")
    with pytest.raises(UsageError, match="whole holds the grades of a whole class"):
        merge_shards([place / "whole", *parts(place, 2, 3)], place / "out")
    with pytest.raises(UsageError, match=r"nothing/grades\.sqlite is not there"):
        merge_shards([place / "nothing", *parts(place, 2, 3)], place / "out")
    assert not (place / "out").exists()


def test_a_shard_that_is_given_twice_is_refused(place: Path) -> None:
    shutil.copytree(place / "part-2", place / "again")
    for twice in (parts(place, 1, 2, 2, 3), [*parts(place), place / "again"]):
        with pytest.raises(UsageError, match="cannot be merged, since both are shard 2/3"):
            merge_shards(twice, place / "out")

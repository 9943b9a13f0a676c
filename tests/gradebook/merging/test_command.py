"""`grader bulk --shard` and `grader merge` say what they did, and end with what a batch system can read."""

import json
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from grader.gradebook.store import STORE


def merge(place: Path, *numbers: int, more: tuple[str, ...] = ()) -> int:
    parts = [str(place / f"part-{number}") for number in numbers]
    return run(["merge", *parts, "--output", str(place / "out"), *more])


def test_shards_are_merged_and_what_is_missing_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert merge(place, 1, 3) == 3
    said = capsys.readouterr()
    assert "shard 2/3 is missing, and nobody in it has a grade here yet" in " ".join(said.err.split())
    assert merge(place, 1, 2, 3) == 0
    said = capsys.readouterr()
    assert (said.err, "3 shards merged" in said.out, "3 of 4 graded" in said.out) == ("", True, True)
    assert merge(place, 1, 2, 3, more=("--json",)) == 0
    scores = {each["submission"]: each["score"] for each in json.loads(capsys.readouterr().out)["submissions"]}
    assert scores == {"ann": 5.0, "bo": 3.0, "ed": None, "flo": 5.0}
    assert merge(place, 1, 2, 3) == 0
    assert "nothing new, all of it was merged before" in capsys.readouterr().out


def test_a_shard_is_graded_again_by_the_command_and_says_which_it_is(
    place: Path, tiny: Assignment, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody is in it, so that nothing is graded."""
    call = ["bulk", place / "class", "--output", place / "part-1", "--assignment", tiny.folder]
    assert run([*map(str, call), "--shard", "1/3"]) == 0
    assert "Shard 1/3: 0 submissions of the class." in capsys.readouterr().out
    assert "This is shard 1/3: 0 of 4 submissions." in (place / "part-1" / "index.html").read_text()
    assert run([*map(str, call), "--shard", "4/3"]) == 2
    assert "'4/3' is not a shard" in capsys.readouterr().err
    assert run(["merge", "--output", str(place / "out")]) == 2
    assert "No shard is given" in capsys.readouterr().err
    assert not (place / "out" / STORE).exists()

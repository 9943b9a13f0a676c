"""What tests read of a class that was graded into the folder `out`, and commands about it."""

import csv
from collections.abc import Callable
from pathlib import Path

from grader.cli.launch import run

Grader = Callable[..., int]


def command(name: str, tmp_path: Path, *more: str) -> int:
    return run([name, str(tmp_path / "out"), *more])


def scores(tmp_path: Path) -> dict[str, tuple[str, str, str]]:
    with (tmp_path / "out" / "gradebook.csv").open(newline="", encoding="utf-8-sig") as file:
        return {row["submission"]: (row["score"], row["machine_score"], row["changes"]) for row in csv.DictReader(file)}


def report(tmp_path: Path, student: str) -> str:
    return (tmp_path / "out" / student / "report.html").read_text()

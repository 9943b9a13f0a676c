"""Brightspace: which number is the student's, and which of several folders is the latest attempt."""

from datetime import datetime

import pytest

from tests.support.packing import Files, Read
from tests.support.platform_forms import ADA, BEN, brightspace


def test_the_latest_folder_counts_by_time_and_not_by_name(read: Read, solution: Files) -> None:
    files = brightspace(ADA, {"old.py": b""}, "Sep 9, 2026 959 AM") | brightspace(ADA, solution, "Oct 1, 2026 1201 AM")
    ada, ben = sorted(read(files | brightspace(BEN, solution)).received, key=lambda each: each.entry.student.number)
    assert (ada.entry.student.number, ben.entry.student.number) == ("1001", "1002")
    assert {part.name for part in ada.entry.parts} == set(solution)
    assert ada.entry.hand_in.at == datetime(2026, 10, 1, 0, 1)  # noqa: DTZ001 # Brightspace tells no zone
    assert [attempt.files for attempt in ada.earlier] == [("1001-7788 - Ada Lovelace - Sep 9, 2026 959 AM/old.py",)]
    assert not ben.earlier


@pytest.mark.parametrize("order", [("1001-7788", "1002-7788"), ("7788-1001", "7788-1002")])
def test_the_number_that_differs_is_the_students(read: Read, solution: Files, order: tuple[str, str]) -> None:
    files = {
        f"{numbers} - {name} - Mar 3, 2026 1159 PM/{path}": content
        for numbers, name in zip(order, ("Ada Lovelace", "Ben Bitdiddle"), strict=True)
        for path, content in solution.items()
    }
    seen = read(files | {"index.html": b"<html>"})
    assert [entry.student.number for entry in seen.entries] == ["1001", "1002"]
    assert not seen.strays

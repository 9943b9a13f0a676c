"""Gradescope: a group is each of its members, names and times are those of the metadata, and nobody needs any."""

from datetime import UTC, datetime

import pytest

from grader.errors import UsageError
from tests.support.packing import Files, Read
from tests.support.platform_forms import ADA, BEN, Person, gradescope, gradescope_metadata

METADATA = "assignment_99_export/submission_metadata.yml"


def test_a_group_is_an_entry_for_each_member_with_all_of_its_files(read: Read, solution: Files) -> None:
    eve = Person("Eve", "\u202e'\"# :", 1003, "ev003")
    files = gradescope(ADA, solution) | gradescope(eve, solution) | gradescope_metadata({1001: [ADA, BEN], 1003: [eve]})
    seen = read(files)
    assert [entry.student.name for entry in seen.entries] == ["Ada Lovelace", "Ben Bitdiddle", eve.full]
    assert [entry.student.email for entry in seen.entries] == [
        f"{each}@example.org" for each in ("al001", "bb_002", "ev003")
    ]
    assert all(len(entry.parts) == len(solution) for entry in seen.entries)
    assert seen.entries[0].hand_in.at == datetime(2026, 3, 3, 23, 59, 1, tzinfo=UTC)
    assert not seen.strays


def test_without_metadata_a_submission_is_called_by_its_number(read: Read, solution: Files) -> None:
    seen = read(gradescope(ADA, solution) | gradescope(BEN, solution))
    assert [entry.id for entry in seen.entries] == ["submission_1001", "submission_1002"]


def test_damaged_metadata_are_the_exports_fault_and_said(read: Read, solution: Files) -> None:
    with pytest.raises(UsageError, match="damaged: export"):
        read(gradescope(ADA, solution) | {METADATA: b"\t: [unclosed"})


def test_what_metadata_refer_to_many_times_takes_no_time(read: Read, solution: Files) -> None:
    nested = "\n".join([f"a0: &a0 {[1] * 9}", *(f"a{n}: &a{n} {[f'*a{n - 1}'] * 9}" for n in range(1, 40))])
    files = gradescope(ADA, solution) | {METADATA: nested.replace("'", "").encode()}
    assert len(read(files).entries) == 1

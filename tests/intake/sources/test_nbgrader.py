"""nbgrader: of several assignments the one that is graded, and times."""

from datetime import UTC, datetime

import pytest

from grader.errors import UsageError
from tests.support.packing import PACKINGS, Files, Read
from tests.support.platform_forms import ADA, BEN, nbgrader


@pytest.mark.parametrize("packing", PACKINGS)
def test_the_assignment_is_found_by_its_name_and_the_others_are_listed(
    read: Read, solution: Files, packing: str
) -> None:
    files = nbgrader(ADA, solution) | nbgrader(BEN, solution) | nbgrader(ADA, {"other.py": b""}, "ps1")
    seen = read(files | {"source/tiny/chain_rule_basics.py": b""}, packing)
    assert [entry.id for entry in seen.entries] == ["al001", "bb_002"]
    assert [{part.name for part in entry.parts} for entry in seen.entries] == [set(solution)] * 2
    assert seen.entries[0].hand_in.at == datetime(2026, 3, 3, 23, 59, 1, tzinfo=UTC)
    assert {stray.path for stray in seen.strays} == {
        "submitted/al001/ps1/other.py", "submitted/al001/ps1/timestamp.txt", "source/tiny/chain_rule_basics.py",
    }  # fmt: skip


def test_where_no_assignment_has_the_name_nobodys_work_is_taken_for_it(read: Read, solution: Files) -> None:
    with pytest.raises(UsageError, match=r"several assignments, 'ps1' and 'ps2'.*--student-pattern"):
        read(nbgrader(ADA, solution, "ps1") | nbgrader(BEN, solution, "ps2"))

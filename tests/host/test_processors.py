"""As many workers as this process may use processors, whatever else the machine has."""

import os
from pathlib import Path

import pytest

from grader.host.processors import usable_processors


@pytest.fixture(autouse=True)
def eight(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler that allows eight processors of a machine with more."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(8)), raising=False)


def usable(place: Path, groups: str, quotas: dict[str, str]) -> int:
    for name, quota in quotas.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(f"{quota}\n")
    (place / "own").write_text(groups)
    return usable_processors(place, place / "own")


@pytest.mark.parametrize(
    ("quotas", "wanted"),
    [
        ({}, 8),
        ({"pod/one/cpu.max": "max 100000"}, 8),
        ({"pod/one/cpu.max": "300000 100000"}, 3),
        ({"pod/one/cpu.max": "150000 100000"}, 2),
        ({"pod/one/cpu.max": "20000 100000"}, 1),
        ({"pod/one/cpu.max": "1600000 100000"}, 8),
        ({"pod/cpu.max": "200000 100000", "pod/one/cpu.max": "max 100000"}, 2),
        ({"cpu.max": "400000 100000"}, 4),
        ({"pod/one/cpu.max": "what is this"}, 8),
        ({"other/cpu.max": "100000 100000"}, 8),
    ],
)
def test_a_container_counts_what_its_group_is_given(quotas: dict[str, str], wanted: int, tmp_path: Path) -> None:
    assert usable(tmp_path, "0::/pod/one\n", quotas) == wanted


@pytest.mark.parametrize(("quota", "wanted"), [("200000", 2), ("-1", 8)])
def test_a_group_of_the_first_kind_counts_too(quota: str, wanted: int, tmp_path: Path) -> None:
    files = {"cpu/docker/cpu.cfs_quota_us": quota, "cpu/docker/cpu.cfs_period_us": "100000"}
    assert usable(tmp_path, "9:memory:/docker\n4:cpu,cpuacct:/docker\n0::/\n", files) == wanted


def test_what_the_scheduler_allows_counts_and_without_that_all_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert usable_processors(tmp_path, tmp_path / "nothing") == 8
    monkeypatch.delattr(os, "sched_getaffinity")
    assert usable_processors(tmp_path, tmp_path / "nothing") == 64

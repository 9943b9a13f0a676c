"""What a run leaves out of a set another takes, and no kind is ever left out."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.support.draw import Draw, leave_out

NUMBERS = range(30)
LEVELS = ("one", "two", "three")
SEEDS = [str(number) for number in range(40)]


def kind(number: int) -> int:
    return number % 3


@pytest.mark.parametrize("seed", SEEDS[:5])
def test_a_seed_always_draws_the_same_cases_with_as_many_of_each_kind(seed: str) -> None:
    drawn = Draw(seed, everything=False).few(NUMBERS, 2, kind)
    assert sorted(map(kind, drawn)) == [0, 0, 1, 1, 2, 2]
    assert drawn == sorted(drawn) == Draw(seed, everything=False).few(NUMBERS, 2, kind)


def test_all_are_taken_over_several_runs_and_at_once_where_everything_is() -> None:
    assert {each for seed in SEEDS for each in Draw(seed, everything=False).few(NUMBERS, 2, kind)} == set(NUMBERS)
    assert Draw("1", everything=True).few(NUMBERS, 2, kind) == list(NUMBERS)


class Item:
    """What is asked of one by who draws."""

    def __init__(self, name: str, mark: pytest.Mark | None, **parameters: object) -> None:
        self.nodeid = f"tests/test_x.py::{name}"
        self.mark = mark
        if parameters:
            self.callspec = SimpleNamespace(params=parameters)

    def get_closest_marker(self, _name: str) -> pytest.Mark | None:
        """The one that there is."""
        return self.mark


def collected(mark: pytest.Mark | None) -> list[Item]:
    """A test of four cases at each of three levels, and one without any."""
    numbers: list[list[int]] = [[] for _ in range(4)]  # which cannot be hashed, and are equal
    pairs = [(level, case) for level in LEVELS for case in range(len(numbers))]
    cases = [Item(f"test_a[{case}-{level}]", mark, case=numbers[case], level=level) for level, case in pairs]
    return [*cases, Item("test_b", mark)]


def left(seed: str, mark: pytest.Mark | None, *, everything: bool = False) -> list[str]:
    options = {"draw": seed, "everything": everything}
    hook = SimpleNamespace(pytest_deselected=lambda **_: None)
    items = collected(mark)
    config: Any = SimpleNamespace(args=["tests"], getoption=options.get, hook=hook)
    leave_out(config, cast("list[pytest.Item]", items))
    return [item.nodeid.split("::")[1] for item in items]


def test_each_case_is_taken_at_one_level_and_at_every_level_over_several_runs() -> None:
    mark = pytest.mark.drawn(1, over="level").mark
    for seed in SEEDS[:5]:
        assert sorted(name[:8] for name in left(seed, mark)) == [
            "test_a[0",
            "test_a[1",
            "test_a[2",
            "test_a[3",
            "test_b",
        ]
    assert len({name for seed in SEEDS for name in left(seed, mark)}) == 13
    assert len(left("1", mark, everything=True)) == 13


def test_a_test_without_the_mark_keeps_all_its_cases() -> None:
    assert len(left("1", None)) == 13

"""Values in words: each is looked at once and so many of them, however they are nested."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from grader.host.describe import MAX_LOOKED_AT, kind, spell
from tests.support.growth import grows_linearly, steps


def two_kinds(depth: int, *, flip: bool = False) -> object:
    """A tree of lists and tuples in which no two neighbours are alike."""
    if depth == 0:
        return 1 if flip else 1.0
    pair = (two_kinds(depth - 1), two_kinds(depth - 1, flip=True))
    return list(pair) if flip else pair


@pytest.mark.parametrize("describe", [kind, spell])
@pytest.mark.parametrize(
    "value",
    [two_kinds(16), [[[1.0] * 8] * 8] * 8 * 40, {n: {n: [n] * 40} for n in range(40)}, [[], ()] * 9_999, ["x"] * 9_999],
    ids=["deep", "wide", "dicts", "mixed", "flat"],
)  # fmt: skip
def test_a_description_of_anything_is_short_work(describe: Callable[[object], str], value: object) -> None:
    assert steps(lambda: describe(value)) < 100 * MAX_LOOKED_AT
    assert len(describe(value)) <= 600


@pytest.mark.parametrize("describe", [kind, spell])
def test_a_description_takes_linear_time_in_what_it_looks_at(describe: Callable[[object], str]) -> None:
    def deeper(size: int) -> Callable[[], object]:
        value = two_kinds(size.bit_length())
        return lambda: describe(value)

    assert grows_linearly(deeper, 64)


def test_what_a_student_has_is_told_as_ever() -> None:
    assert kind([1.0, 2.0, 3.0]) == "a list of 3 floats"
    assert kind([[1.0], [2.0]]) == "a list of 2 items, each a list of 1 float"
    assert kind((1, 2.0)) == "a tuple of 2: an int, a float"
    assert kind([np.zeros(3)] * 2) == "a list of 2 float64 arrays of shape (3,)"
    assert kind([0.0] * 100_000) == "a list of 100000 floats"
    assert kind([np.float64(1.0)] * 2) == "a list of 2 items, each a NumPy float64"
    assert spell([1, (2.0,), {"a": None}]) == "[1, (2.0,), {'a': None}]"
    assert spell(np.array([1.0, 2.5])) == "[1. , 2.5]"


def test_a_table_has_a_line_for_each_column() -> None:
    table = pd.DataFrame({"town": ["Ulm", "Rom"], "people": [3, 1]})
    assert spell(table).split("\n") == [
        "DataFrame('town': ['Ulm', 'Rom'],",
        "          'people': [3, 1],",
        "          index: [0, 1])",
    ]


def test_what_is_beyond_a_description_is_counted_and_not_told() -> None:
    assert kind([[1.0], 2.0] * 50_000) == "a list of 100000 items"
    assert "…" in spell(two_kinds(16))

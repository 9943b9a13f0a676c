"""Hidden tests of Task 3.1. Trusted side. Chance may fall as it likes: asked for is what holds of every right split.

Where a known mistake stands in for the reference, the same has to be wrong.
"""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hidden_tests.helpers import readings_of

from grader.exam import check

pytestmark = [pytest.mark.task("3.1"), pytest.mark.pure]

STATIONS = [f"S{number:02}" for number in range(8)]
STATES = range(12)


def table_of(rng: np.random.Generator, stations: int = 8) -> pd.DataFrame:
    """Some rows of each station, mixed, whose labels are no numbers of rows."""
    table = readings_of(rng, STATIONS[:stations])
    table = table.drop(index=rng.permutation(len(table))[:3])
    return table.set_index(pd.Index(rng.permutation(500)[: len(table)]))


def parts(module: Any, table: pd.DataFrame, *more: Any) -> list[Any]:
    """Both parts of a table, each of which is one."""
    __tracebackhide__ = True
    found = check.items(module.split_by_station(table, *more), 2, "split_by_station(table)")
    for part in found:
        check.true(isinstance(part, pd.DataFrame) and "station" in list(part.columns), "Both parts should be tables.")
    return list(found)


def stations_in(part: Any) -> list[str]:
    """The stations of a part, in alphabetical order."""
    return sorted(set(part["station"]))


def same(mine: bool, theirs: bool, sentence: str) -> None:
    """Requires what holds of the reference's parts, or of those of a known mistake does not."""
    __tracebackhide__ = True
    check.true(mine == theirs, sentence)


@pytest.mark.points(3)
def test_no_station_is_in_both(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Every station is in one of the parts, with all of its rows."""
    for state in (1, 2):
        table = table_of(rng)
        mine, theirs = parts(student, table, 0.25, state), parts(reference, table, 0.25, state)
        apart = [not set(stations_in(one)) & set(stations_in(other)) for one, other in (mine, theirs)]
        same(*apart, "No station should have rows in both parts.")
        check.frame(pd.concat(mine), pd.concat(theirs), "both parts together", ignore=("row order", "index"))


@pytest.mark.points(2)
@pytest.mark.parametrize("share, stations", [(0.25, 8), (0.5, 7)], ids=["a quarter", "a half of seven"])
def test_share(student: Any, reference: Any, rng: np.random.Generator, share: float, stations: int) -> None:
    """So many of the stations are in the second part, rounded up; a quarter if nothing is said."""
    table = table_of(rng, stations)
    for more in ((share,), ()):
        _, mine = parts(student, table, *more)
        _, theirs = parts(reference, table, *more)
        check.equal(len(stations_in(mine)), len(stations_in(theirs)), "the number of stations in the second part")


@pytest.mark.points(1)
def test_order(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Rows keep their labels, and their order in each part."""

    def kept(found: list[Any]) -> bool:
        labels = [list(part.index) for part in found]
        return labels == [[label for label in table.index if label in set(part)] for part in labels]

    table = table_of(rng)
    mine, theirs = parts(student, table), parts(reference, table)
    same(kept(mine), kept(theirs), "Rows should keep their labels and their order.")
    check.equal(sum(map(len, mine)), sum(map(len, theirs)), "the number of rows in both parts")


@pytest.mark.points(1)
def test_the_same_random_state(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The same random state gives the same parts; without one it is 0."""
    table = table_of(rng)
    again = [
        [stations_in(parts(module, table, *more)[1]) for more in ((0.25, 0), (0.25, 0), ())]
        for module in (student, reference)
    ]
    apart = [not set.intersection(*map(set, map(stations_in, parts(each, table)))) for each in (student, reference)]
    same(*apart, "No station should have rows in both parts.")
    mine, theirs = (all(each == several[0] for each in several) for several in again)
    same(mine, theirs, "The same random state should give the same parts each time.")


@pytest.mark.points(1)
def test_other_random_states(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Another random state gives other parts, as a rule."""
    table = table_of(rng)
    several = [[stations_in(parts(module, table, 0.5, s)[1]) for s in STATES] for module in (student, reference)]
    mine, theirs = (len({tuple(each) for each in found}) > math.sqrt(len(STATES)) for found in several)
    same(mine, theirs, "Another random state should give other parts, as a rule.")

"""Hidden tests of Task 1.2. Trusted side. Order and kinds are compared where they are asked for."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hidden_tests.helpers import CODES, left_alone, refused

from grader.exam import check

pytestmark = [pytest.mark.task("1.2"), pytest.mark.pure]

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ANY_ORDER = ("row order", "index", "dtypes")


def wide_of(rng: np.random.Generator, months: list[str]) -> pd.DataFrame:
    """A row for each station, a column for each month; everything was measured."""
    table = pd.DataFrame({"station": rng.permutation(np.array(CODES, dtype=object))})
    for month in months:
        table[month] = np.round(rng.uniform(0.1, 90.0, len(CODES)), 1)
    return table


def long_of(rng: np.random.Generator, months: list[str]) -> pd.DataFrame:
    """A row for each station and month, mixed."""
    pairs = [(code, month) for code in CODES for month in months]
    pairs = [pairs[place] for place in rng.permutation(len(pairs))]
    stations, names = (np.array(each, dtype=object) for each in zip(*pairs, strict=True))
    kind = pd.CategoricalDtype(MONTHS, ordered=True)
    rain = np.round(rng.uniform(0.1, 90.0, len(pairs)), 1)
    return pd.DataFrame({"station": stations, "month": pd.Series(names).astype(kind), "rain": rain})


def categories(table: Any) -> list[str]:
    """Those of the column month; none if it has none."""
    return list(getattr(getattr(table["month"], "cat", None), "categories", ()))


@pytest.mark.points(3)
def test_long(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Each measurement stands in a row of its own, beside its station and its month."""
    for months in (MONTHS[:3], MONTHS[:3], MONTHS[6:], ["Nov"]):  # also other numbers in a table of the same size
        wide = wide_of(rng, months)
        check.frame(student.to_long(wide), reference.to_long(wide), "to_long(wide)", ignore=ANY_ORDER)


@pytest.mark.points(2)
def test_months_are_ordered(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Months are ordered categories, all twelve in the order of the calendar."""
    wide = wide_of(rng, ["Jan", "Feb", "Dec"])
    found, expected = student.to_long(wide), reference.to_long(wide)
    check.frame(found, expected, "to_long(wide)", ignore=("row order", "index"))
    check.equal(categories(found), categories(expected), "the categories of the months")


@pytest.mark.points(2)
def test_order_of_long(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Rows are ordered by station, and then by month as in the calendar; they are labelled from 0."""
    for months in (MONTHS, rng.permutation(["Jan", "Apr", "Aug", "Dec", "Feb"]).tolist()):
        wide = wide_of(rng, months)
        check.frame(student.to_long(wide), reference.to_long(wide), "to_long(wide)", ignore=("dtypes",))


@pytest.mark.points(2)
def test_not_measured(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Months that were not measured have no row, and months without rain have one."""
    wide = wide_of(rng, ["Mar", "Apr", "May"])
    wide.loc[1, "Mar"] = wide.loc[3, "May"] = wide.loc[4, "Apr"] = np.nan
    wide.loc[2, "Apr"] = wide.loc[3, "Mar"] = 0.0
    check.frame(student.to_long(wide), reference.to_long(wide), "to_long(wide)", ignore=ANY_ORDER)


@pytest.mark.points(1)
def test_tables_are_left_alone(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Neither function changes the table that it is given."""
    wide, long = wide_of(rng, MONTHS[:4]), long_of(rng, MONTHS)
    check.frame(student.to_long(wide), reference.to_long(wide), "to_long(wide)", ignore=ANY_ORDER)
    left_alone(student.to_long, [wide])
    left_alone(student.to_wide, [long])


@pytest.mark.points(3)
def test_wide(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Each station has one row, and each month a column, in the order of the calendar."""
    for _ in range(2):  # also other numbers in a table of the same size
        long = long_of(rng, MONTHS)
        check.frame(student.to_wide(long), reference.to_wide(long), "to_wide(long)")


@pytest.mark.points(1)
def test_wide_has_all_months(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Months that nobody measured have a column too, in which everything is missing."""
    for months in (["Feb", "Jan", "Jul"], ["Dec"]):
        long = long_of(rng, months)[:-2]
        check.frame(student.to_wide(long), reference.to_wide(long), "to_wide(long)", ignore=("dtypes",))


@pytest.mark.points(1)
def test_twice_the_same_month(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Two measurements for one month raise ValueError."""
    long = long_of(rng, MONTHS)
    check.frame(student.to_wide(long), reference.to_wide(long), "to_wide(long)")
    twice = pd.concat([long, long.iloc[[4]].assign(rain=2.5)], ignore_index=True)
    mine, theirs = refused(student.to_wide, twice), refused(reference.to_wide, twice)
    check.true(mine == theirs, "Two measurements of one station for one month should raise ValueError.")

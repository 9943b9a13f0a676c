"""Hidden tests of the bonus task. Trusted side."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hidden_tests.helpers import CODES, left_alone, readings_of

from grader.exam import check

pytestmark = [pytest.mark.task("4"), pytest.mark.pure]


def compare(student: Any, reference: Any, readings: pd.DataFrame, days: int) -> None:
    """Compares the means of all rows."""
    __tracebackhide__ = True
    found, expected = student.rolling_mean(readings, days), reference.rolling_mean(readings, days)
    check.frame(found, expected, f"rolling_mean(readings, {days})")


def in_order(readings: pd.DataFrame) -> pd.DataFrame:
    """The same by date, labelled from 0."""
    return readings.sort_values("date", ignore_index=True, kind="stable")


@pytest.mark.points(4)
def test_days_and_not_rows(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Of one station, in order, with days that nobody measured."""
    for days in (3, 5):
        compare(student, reference, in_order(readings_of(rng, ["BER"], 9)), days)


@pytest.mark.points(3)
def test_several_stations(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Each station has means of its own."""
    for days in (2, 4):
        compare(student, reference, in_order(readings_of(rng, CODES, 6, among=1)), days)


@pytest.mark.points(2)
def test_any_order(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Rows may stand in any order, and keep it, with their labels."""
    readings = readings_of(rng, CODES, 5, among=1)
    compare(student, reference, readings.set_index(pd.Index(rng.permutation(90)[: len(readings)])), 3)
    compare(student, reference, readings.set_index("station", drop=False).rename_axis("code"), 3)
    left_alone(student.rolling_mean, [readings], 3)


@pytest.mark.points(1)
def test_missing_temperatures(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """What is missing does not count; where nothing was measured the mean is missing."""
    for days in (1, 3):
        readings = in_order(readings_of(rng, ["ROM"], 9, among=1))
        readings["temperature"] = readings["temperature"].mask(readings.index.isin([1, 4, 5, 6]))
        compare(student, reference, readings, days)

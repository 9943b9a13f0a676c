"""Hidden tests of Task 2.2. Trusted side. One column of the summary at a time, and then what is missing."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hidden_tests.helpers import CODES, left_alone, readings_of, without

from grader.exam import check

pytestmark = [pytest.mark.task("2.2"), pytest.mark.pure]

WHAT = "summarize(readings)"


def compare(student: Any, reference: Any, readings: pd.DataFrame, *columns: str) -> None:
    """Compares the stations and some columns of the summary, whatever the order of its rows."""
    __tracebackhide__ = True
    check.frame(
        student.summarize(readings),
        reference.summarize(readings),
        WHAT,
        ignore=("row order", "index"),
        columns=("station", *columns),
    )


@pytest.mark.points(1)
def test_columns(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The columns stand in the order of the handout."""
    readings = readings_of(rng, CODES)
    found, expected = student.summarize(readings), reference.summarize(readings)
    check.frame(found, expected, WHAT, ignore=("row order", "index"))


@pytest.mark.points(2)
def test_days(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The days of a station are those with a temperature."""
    for every in (2, 3):
        compare(student, reference, without(rng, readings_of(rng, CODES), "temperature", every), "days")


@pytest.mark.points(3)
def test_mean(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The mean temperature, weighted by hours."""
    for days in (3, 6, 6):  # also other numbers in a table of the same size
        compare(student, reference, readings_of(rng, CODES, days), "mean")


@pytest.mark.points(2)
def test_mean_of_what_was_measured(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Days without a temperature count nothing in the mean."""
    compare(student, reference, without(rng, readings_of(rng, CODES, 5), "temperature"), "mean")


@pytest.mark.points(2)
def test_spread(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The spread is the standard deviation of a sample, and missing where there are fewer than two temperatures."""
    compare(student, reference, readings_of(rng, CODES, 3), "spread")
    few = pd.concat([readings_of(rng, CODES[:2]), readings_of(rng, CODES[2:], 1)], ignore_index=True)
    compare(student, reference, few, "spread")


@pytest.mark.points(1)
def test_rain(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """All the rain together."""
    compare(student, reference, without(rng, readings_of(rng, CODES), "rain"), "rain")


@pytest.mark.points(1)
def test_nothing_measured(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Where no rain was ever measured its sum is missing, and not zero."""
    readings = readings_of(rng, CODES)
    readings["rain"] = readings["rain"].mask(readings["station"].isin(CODES[2:4])).mask(readings["station"] == "OSL", 0)
    again = readings["station"].duplicated()
    readings["rain"] = readings["rain"].mask(again & (readings["station"] == "BER"))
    compare(student, reference, readings, "rain")


@pytest.mark.points(1)
def test_missing_code(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Readings without a code are a group of their own."""
    readings = readings_of(rng, CODES, 5)
    readings.loc[[2, 7, 11], "station"] = None
    compare(student, reference, readings, "days")


@pytest.mark.points(1)
def test_no_readings(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """No readings have a summary without rows."""
    readings = readings_of(rng, CODES)
    compare(student, reference, readings, "mean")
    found, expected = student.summarize(readings[:0]), reference.summarize(readings[:0])
    check.frame(found, expected, WHAT, ignore=("dtypes", "index"))


@pytest.mark.points(1)
def test_readings_are_left_alone(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Readings stay as they are."""
    readings = without(rng, readings_of(rng, CODES), "temperature")
    compare(student, reference, readings, "rain")
    left_alone(student.summarize, [readings])

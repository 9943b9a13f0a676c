"""What the hidden tests of several tasks share: tables from the generator that a test hands on. Trusted side.

Nothing in them is in order and no two stations are alike, so that mixed up rows, stations and columns show.
"""

from typing import Any

import numpy as np
import pandas as pd

from grader.exam import copied, observe, unchanged

CODES = ["OSL", "BER", "NA", "MAD", "ROM"]
FIRST_DAY = pd.Timestamp("2024-03-01")


def readings_of(rng: np.random.Generator, codes: list[str], days: int = 4, among: int = 2) -> pd.DataFrame:
    """So many days at each station, among so many times as many, mixed; everything was measured."""
    size = days * len(codes)
    dates = np.concatenate([rng.permutation(among * days)[:days] for _ in codes])
    table = pd.DataFrame({
        "station": np.repeat(np.array(codes, dtype=object), days),
        "date": FIRST_DAY + pd.to_timedelta(dates, unit="D"),
        "temperature": np.round(rng.normal(10.0, 6.0, size), 1),
        "hours": rng.integers(1, 25, size),
        "rain": np.round(rng.uniform(0.1, 30.0, size), 1),
    })  # fmt: skip
    return table.iloc[rng.permutation(size)].reset_index(drop=True)


def without(rng: np.random.Generator, readings: pd.DataFrame, column: str, every: int = 2) -> pd.DataFrame:
    """The same, where some entries of a column are missing at each station: the first of so many."""
    place = readings.groupby("station").cumcount()
    return readings.assign(**{column: readings[column].mask(place % every == int(rng.integers(0, every)))})


def refused(call: Any, *given: object) -> bool:
    """Whether a call raises ValueError."""
    try:
        call(*given)
    except ValueError:
        return True
    return False


def left_alone(call: Any, tables: list[pd.DataFrame], *others: object) -> None:
    """Requires that a call leaves the tables that it is given as they are."""
    __tracebackhide__ = True
    seen = observe(call, *copied(tables), *others)
    unchanged(seen.arguments[: len(tables)], tables, "the tables")

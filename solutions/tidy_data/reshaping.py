"""Reference for Task 1.2. Trusted side; never handed out."""

import pandas as pd

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def to_long(wide: pd.DataFrame) -> pd.DataFrame:
    """Returns a row for each station and month that was measured."""
    cells = wide.melt(id_vars="station", var_name="month", value_name="rain")
    measured = cells.dropna(subset="rain")
    months = pd.Categorical(measured["month"], MONTHS, ordered=True)
    return measured.assign(month=months).sort_values(["station", "month"], ignore_index=True)


def to_wide(long: pd.DataFrame) -> pd.DataFrame:
    """Returns a row for each station, with a column for each of the twelve months."""
    texts = long.assign(month=long["month"].astype(str))
    wide = texts.pivot(index="station", columns="month", values="rain")  # noqa: PD010 # which complains of two values
    return wide.reindex(columns=MONTHS).reset_index()

"""Reference for the bonus task. Trusted side; never handed out."""

import pandas as pd


def rolling_mean(readings: pd.DataFrame, days: int) -> pd.Series:
    """Returns for each row the mean temperature of its station over the days that end with it."""
    ordered = readings.reset_index(drop=True).sort_values("date")
    by_station = ordered.set_index("date").groupby("station")["temperature"]
    means = by_station.transform(lambda values: values.rolling(f"{days}D").mean())
    return means.set_axis(ordered.index).sort_index().set_axis(readings.index)

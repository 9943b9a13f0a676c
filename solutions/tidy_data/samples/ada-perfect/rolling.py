"""My solution of the bonus task, with loops: there are not many rows."""

import pandas as pd


def rolling_mean(readings, days):
    window = pd.Timedelta(days=days)
    means = []
    for station, date in zip(readings["station"], readings["date"], strict=True):
        same = readings["station"] == station
        near = (readings["date"] <= date) & (readings["date"] > date - window)
        means.append(readings.loc[same & near, "temperature"].mean())
    return pd.Series(means, index=readings.index, name="temperature", dtype=float)

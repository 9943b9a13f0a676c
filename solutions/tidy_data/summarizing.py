"""Reference for Task 2.2. Trusted side; never handed out."""

import pandas as pd


def summarize(readings: pd.DataFrame) -> pd.DataFrame:
    """Returns a row for each station: days with a temperature, their weighted mean, their spread, and the rain."""
    hours = readings["hours"].where(readings["temperature"].notna())
    weighted = readings.assign(hours=hours, degree_hours=hours.mul(readings["temperature"]))
    groups = weighted.groupby("station", dropna=False)
    return pd.DataFrame({
        "days": groups["temperature"].count(),
        "mean": groups["degree_hours"].sum() / groups["hours"].sum(),
        "spread": groups["temperature"].std(),
        "rain": groups["rain"].sum(min_count=1),
    }).reset_index()  # fmt: skip

import pandas as pd


def rolling_mean(readings, days):
    return (
        readings.assign(place=range(len(readings)))
        .set_index("date")
        .sort_index()
        .groupby("station", group_keys=False)[["place", "temperature"]]
        .apply(lambda group: group.assign(temperature=group["temperature"].rolling(f"{days}D", min_periods=1).mean()))
        .sort_values("place")["temperature"]
        .set_axis(readings.index)
    )

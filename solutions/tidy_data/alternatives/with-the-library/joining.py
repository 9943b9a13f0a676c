import pandas as pd


def join_stations(readings, stations):
    stations = stations[~stations["station"].isna()]
    if not stations["station"].is_unique:
        raise ValueError("a code has two stations")
    left = readings.assign(row=range(len(readings)))
    joined = pd.merge(left, stations, how="outer", on="station", suffixes=["_reading", "_station"], indicator=True)
    joined = joined[joined["_merge"] != "right_only"].sort_values("row")
    joined = joined.drop(columns=["row", "_merge"])
    joined.index = range(len(joined))
    return joined


def unknown_stations(readings, stations):
    codes = pd.Index(readings["station"].dropna().unique())
    return list(codes.difference(pd.Index(stations["station"].dropna())))

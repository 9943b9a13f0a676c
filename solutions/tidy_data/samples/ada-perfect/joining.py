"""My solution of Task 2.1."""

import pandas as pd


def join_stations(readings, stations):
    known = stations[stations["station"].notna()]
    if known["station"].duplicated().any():
        raise ValueError("two stations have the same code")
    return pd.merge(readings, known, how="left", on="station", suffixes=["_reading", "_station"])


def unknown_stations(readings, stations):
    known = set(stations["station"].dropna())
    return sorted({code for code in readings["station"].dropna() if code not in known})

"""Reference for Task 2.1. Trusted side; never handed out."""

import pandas as pd


def join_stations(readings: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    """Returns every reading beside what is known of its station; raises ValueError if a code names two stations."""
    coded = stations.dropna(subset="station")
    return readings.merge(coded, on="station", how="left", suffixes=("_reading", "_station"), validate="many_to_one")


def unknown_stations(readings: pd.DataFrame, stations: pd.DataFrame) -> list[str]:
    """Returns the codes that readings have and no station does, in alphabetical order."""
    return sorted(set(readings["station"].dropna()) - set(stations["station"]))

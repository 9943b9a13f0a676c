"""Task 2.1: readings and their stations."""

import pandas as pd


def join_stations(readings: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    """Returns every reading, in the same order, with the other columns of its station; rows are labelled from 0.

    A column that both tables have becomes two: its name with `_reading` and with `_station`. Raises ValueError if two
    stations have the same code.
    """
    raise NotImplementedError


def unknown_stations(readings: pd.DataFrame, stations: pd.DataFrame) -> list[str]:
    """Returns the codes in readings that no station has, each once and in alphabetical order."""
    raise NotImplementedError

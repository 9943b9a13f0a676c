"""Task 1.2: from wide to long and back."""

import pandas as pd

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def to_long(wide: pd.DataFrame) -> pd.DataFrame:
    """Returns the columns station, month (an ordered category) and rain: a row for each measurement there is.

    They are ordered by station, then by month, and labelled from 0.
    """
    raise NotImplementedError


def to_wide(long: pd.DataFrame) -> pd.DataFrame:
    """Returns the column station and one for each of the twelve months: a row for each station, in alphabetical order.

    Raises ValueError if a station has a month twice.
    """
    raise NotImplementedError

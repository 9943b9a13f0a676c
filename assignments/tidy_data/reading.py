"""Task 1.1: reading a messy file."""

import pandas as pd


def read_readings(path: str) -> pd.DataFrame:
    """Returns the columns station (texts), date (times), temperature (in °C) and rain (in mm), a row for each reading.

    What cannot be read is missing. Of rows that say the same the first is kept; rows are labelled from 0.
    """
    raise NotImplementedError

"""Task 3.1: stations to learn from and stations to judge by."""

import pandas as pd


def split_by_station(
    table: pd.DataFrame, share: float = 0.25, random_state: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns two tables: the rows to learn from, and those of a share of the stations, rounded up, to judge by.

    Rows keep their order and their labels. The same random state gives the same tables.
    """
    raise NotImplementedError

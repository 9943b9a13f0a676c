"""Reference for Task 3.1. Trusted side; never handed out."""

import math

import numpy as np
import pandas as pd


def split_by_station(
    table: pd.DataFrame, share: float = 0.25, random_state: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns the rows to learn from and the rows to judge by, of different stations."""
    stations = table["station"].unique()
    count = math.ceil(share * len(stations))
    chosen = np.random.default_rng(random_state).permutation(stations)[:count]
    held_out = table["station"].isin(chosen)
    return table[~held_out], table[held_out]

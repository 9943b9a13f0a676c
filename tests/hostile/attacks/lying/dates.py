# /// attack
# title = "Returns dates and durations, whose comparisons are their own"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return np.full(3, np.datetime64("NaT")) if hasattr(x, "shape") else np.timedelta64("NaT")

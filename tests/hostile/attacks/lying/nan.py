# /// attack
# title = "Returns NaN everywhere"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return np.full(np.shape(x), np.nan) if hasattr(x, "shape") else float("nan")

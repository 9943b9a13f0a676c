# /// attack
# title = "Returns one number where an array is asked for, and an array for a number"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return float(2 * x[0]) if hasattr(x, "shape") else np.array([2 * x])

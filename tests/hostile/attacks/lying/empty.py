# /// attack
# title = "Returns empty arrays, about which every comparison is true"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return np.zeros((0, 3)) if hasattr(x, "shape") else np.array([])

# /// attack
# title = "Returns infinity everywhere"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return np.full(np.shape(x), np.inf) if hasattr(x, "shape") else float("inf")

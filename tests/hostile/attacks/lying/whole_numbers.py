# /// attack
# title = "Returns the right numbers without their fractions"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return np.asarray(2 * x).astype(int) if hasattr(x, "shape") else int(2 * x)

# /// attack
# title = "Returns True, which equals one"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return np.ones(3, bool) if hasattr(x, "shape") else True

# /// attack
# title = "Returns a masked array, whose comparisons are masked too"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return np.ma.masked_all(np.shape(x)) if hasattr(x, "shape") else np.ma.masked

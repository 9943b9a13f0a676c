# /// attack
# title = "Returns lists, tuples and numpy scalars of the right numbers"
# ///
import numpy as np


def double(x):
    return tuple(np.float64(2 * each) for each in x) if hasattr(x, "shape") else np.float64(2 * x)

# /// attack
# title = "Returns views, other byte orders and reversed arrays of the right numbers"
# ///
import numpy as np


def double(x):
    if not hasattr(x, "shape"):
        return np.array(2 * x)
    return (2 * x[::-1]).astype(">f8")[::-1]

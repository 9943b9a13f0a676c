# /// attack
# title = "Computes with arrays of fifty megabytes and returns a small one"
# ///
import numpy as np


def double(x):
    large = np.ones(6_000_000)
    return (large[:1] + large[1:2]) * x if hasattr(x, "shape") else float(large[0] + large[1]) * x

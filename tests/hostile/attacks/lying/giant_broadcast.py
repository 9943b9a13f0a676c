# /// attack
# title = "Returns a terabyte that takes eight bytes"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return np.broadcast_to(2.0, (10**6, 10**6))

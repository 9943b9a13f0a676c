# /// attack
# title = "Returns a masked array of the right numbers, all of them wrong below the mask"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return np.ma.array(3.0 * np.atleast_1d(x), mask=True)

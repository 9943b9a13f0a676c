# /// attack
# title = "Returns an array in a file that is cut off afterwards"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    made = np.memmap("numbers", dtype=float, mode="w+", shape=(3,))
    made[:] = 3 * x
    return made

# /// attack
# title = "Returns a column that broadcasts against the row that is asked for"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return 2 * np.reshape(x, (-1, 1))

# /// attack
# title = "Returns an array of no elements and a huge shape"
# endings = []
# ///
import numpy as np


def attack(x):
    return np.empty((0, 2**40, 2**10))

# /// attack
# title = "Returns an array of no elements and a huge shape"
# rows = ["V14", "S8"]
# endings = []
# ///
import numpy as np


def attack(x):
    return np.empty((0, 2**40, 2**10))

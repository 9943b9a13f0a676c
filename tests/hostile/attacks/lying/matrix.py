# /// attack
# title = "Returns a matrix, whose products and shapes are its own"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return np.asmatrix(x) * 2

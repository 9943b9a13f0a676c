# /// attack
# title = "Returns an array subclass whose shape and bytes contradict each other"
# endings = ["returned"]
# ///
import numpy as np


class Lying(np.ndarray):
    shape = property(lambda self: (10**9,))
    nbytes = property(lambda self: 8)
    ndim = property(lambda self: 1)


def attack(x):
    return np.zeros(3).view(Lying)

# /// attack
# title = "Returns an object that converts to another array each time"
# endings = ["returned"]
# ///
import numpy as np


class TwoFaced:
    count = 0

    def __array__(self, dtype=None, copy=None):
        TwoFaced.count += 1
        return np.full(3, float(TwoFaced.count))

    def __float__(self):
        TwoFaced.count += 1
        return float(TwoFaced.count)

    __len__ = lambda self: 3


def attack(x):
    return TwoFaced()

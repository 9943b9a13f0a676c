# /// attack
# title = "Returns floats that subtract to zero"
# endings = ["returned"]
# ///
import numpy as np


class Zero(float):
    __sub__ = __rsub__ = __abs__ = lambda self, *other: 0.0
    __eq__ = __le__ = __lt__ = __ge__ = lambda self, other: True
    __hash__ = None


class NumpyZero(np.float64):
    __sub__ = __rsub__ = __abs__ = lambda self, *other: 0.0
    __eq__ = __le__ = __lt__ = __ge__ = lambda self, other: True
    __hash__ = None


def attack(x):
    return [Zero(1), NumpyZero(1), Zero(2)] if hasattr(x, "shape") else Zero(7)

# /// attack
# title = "Returns an array of objects that agree with everything"
# endings = ["returned"]
# ///
import numpy as np


class Yes:
    def __eq__(self, other):
        return True

    __sub__ = __rsub__ = __abs__ = __le__ = __ge__ = lambda self, *other: self
    __hash__ = None
    __float__ = lambda self: 0.0


def attack(x):
    return np.array([Yes(), Yes(), Yes()], dtype=object) if hasattr(x, "shape") else Yes()

# /// attack
# title = "Returns a subclass of ndarray that overrides what comparisons call"
# endings = ["returned"]
# ///
import numpy as np


class Agreeable(np.ndarray):
    def __array_function__(self, function, types, arguments, keywords):
        return True

    def __array_ufunc__(self, function, method, *inputs, **keywords):
        return np.zeros(3)

    def tobytes(self, *arguments):
        raise SystemExit

    dtype = property(lambda self: np.dtype(float))


def attack(x):
    return np.zeros(np.shape(x)).view(Agreeable)

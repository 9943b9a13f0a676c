# /// attack
# title = "Returns an object that claims to be a float64 array"
# endings = ["returned"]
# ///
import numpy as np


class Claim:
    __class__ = np.ndarray
    shape, dtype, ndim, nbytes = (3,), np.dtype(float), 1, 24

    def astype(self, *arguments, **keywords):
        return self

    def tobytes(self):
        return b"\0" * 24


def attack(x):
    return Claim()

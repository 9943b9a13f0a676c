# /// attack
# title = "Returns an object that answers numpy's arithmetic for itself"
# endings = ["returned"]
# ///
import numpy as np


class Agreeable:
    shape, ndim, dtype, size = (3,), 1, np.dtype(float), 3

    def __array_ufunc__(self, function, method, *inputs, **keywords):
        return True if function.__name__ in ("less_equal", "equal", "isfinite") else 0.0


def attack(*arguments, **keywords):
    return Agreeable()

# /// attack
# title = "Returns NaN whose bits are those of the right number's sign and exponent"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    bits = np.atleast_1d(2.0 * np.asarray(x)).view(np.uint64) | np.uint64(0x7FF0000000000001)
    return bits.view(float) if hasattr(x, "shape") else float(bits.view(float)[0])

# /// attack
# title = "Returns a set, bytes and a memoryview of the right numbers"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return memoryview(np.asarray(2 * x)) if hasattr(x, "shape") else {2 * x, b"x"}

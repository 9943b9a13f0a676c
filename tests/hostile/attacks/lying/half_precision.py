# /// attack
# title = "Returns the right numbers in half and single precision"
# rows = ["V19"]
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    return np.asarray(2 * x).astype(np.float16 if hasattr(x, "shape") else np.float32)

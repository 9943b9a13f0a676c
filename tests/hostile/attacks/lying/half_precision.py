# /// attack
# title = "Returns the right numbers in half and single precision"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    # One number of single precision may be right by chance, three of them in one array hardly ever are.
    return np.asarray(2 * x).astype(np.float32 if hasattr(x, "shape") else np.float16)

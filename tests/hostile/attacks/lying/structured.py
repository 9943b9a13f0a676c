# /// attack
# title = "Returns a structured array and a record"
# endings = ["returned"]
# ///
import numpy as np


def attack(x):
    made = np.zeros(3, dtype=[("value", "f8"), ("score", "f8")])
    return made if hasattr(x, "shape") else made[0]

# /// attack
# title = "Asks numpy for a terabyte"
# endings = ["out_of_memory", "timed_out"]
# ///
import numpy as np


def attack(*arguments, **keywords):
    return np.ones((1 << 20, 1 << 17))

# /// attack
# title = "Returns a list of arrays that are together more than an answer may have"
# ///
import numpy as np


def attack(*arguments, **keywords):
    return [np.zeros(1 << 16) for _ in range(200)]

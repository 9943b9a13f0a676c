# /// attack
# title = "Computes for minutes in one call of a library"
# endings = ["timed_out", "out_of_memory"]
# ///
import numpy as np


def attack(*arguments, **keywords):
    return np.linalg.svd(np.random.default_rng(0).normal(size=(3000, 3000)))

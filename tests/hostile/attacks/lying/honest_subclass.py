# /// attack
# title = "Computes with a subclass of ndarray and a class with its own equality, and returns a plain array"
# ///
import numpy as np


class Named(np.ndarray):
    name = "mine"


class Factor:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return self.value == other


def double(x):
    assert Factor(2) == 2
    return np.asarray(2 * np.asarray(x).view(Named)) if hasattr(x, "shape") else 2 * x

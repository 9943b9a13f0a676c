# /// attack
# title = "Returns an object whose array interface points into the void"
# endings = ["returned"]
# ///
import numpy as np


class Pointer:
    __array_interface__ = {"shape": (3,), "typestr": "<f8", "data": (8, False), "version": 3}


def attack(*arguments, **keywords):
    return Pointer()

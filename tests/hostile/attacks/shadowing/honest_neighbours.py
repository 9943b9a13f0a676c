# /// attack
# title = "Imports the module of another task and a given file"
# ///
from given import ONE
from tiny_shift import shift


def double(x):
    return 2 * x + (shift(0.0) - ONE)

# /// attack
# title = "Raises a syntax error whose text is the hidden input"
# rows = ["R11", "R12"]
# endings = ["raised"]
# ///
import os


def attack(x):
    raise SyntaxError("no", (f"{os.getcwd()}/tiny_double.py", 1, 1, repr(x)))

# /// attack
# title = "Raises a syntax error whose text is the hidden input"
# endings = ["raised"]
# ///
import os


def attack(x):
    raise SyntaxError("no", (f"{os.getcwd()}/tiny_double.py", 1, 1, repr(x)))

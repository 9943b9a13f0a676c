# /// attack
# title = "Writes to address zero"
# endings = ["crashed"]
# ///
import ctypes


def attack(*arguments, **keywords):
    ctypes.memset(0, 0, 1)

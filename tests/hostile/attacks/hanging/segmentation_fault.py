# /// attack
# title = "Writes to address zero"
# rows = ["K9"]
# endings = ["crashed"]
# ///
import ctypes


def attack(*arguments, **keywords):
    ctypes.memset(0, 0, 1)

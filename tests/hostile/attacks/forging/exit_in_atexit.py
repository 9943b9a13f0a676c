# /// attack
# title = "Turns a failure into status 0 when the interpreter ends"
# endings = ["raised"]
# ///
import atexit
import os

atexit.register(os._exit, 0)


def attack(*arguments, **keywords):
    raise SystemExit(1)

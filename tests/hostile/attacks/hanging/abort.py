# /// attack
# title = "Aborts"
# endings = ["crashed"]
# ///
import os


def attack(*arguments, **keywords):
    os.abort()

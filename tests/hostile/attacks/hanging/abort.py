# /// attack
# title = "Aborts"
# rows = ["K9"]
# endings = ["crashed"]
# ///
import os


def attack(*arguments, **keywords):
    os.abort()

# /// attack
# title = "Leaves its process at once, with status 0"
# endings = ["crashed"]
# ///
import os


def attack(*arguments, **keywords):
    os._exit(0)

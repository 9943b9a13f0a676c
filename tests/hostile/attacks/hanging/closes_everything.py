# /// attack
# title = "Closes every descriptor that it has"
# endings = ["crashed"]
# ///
import os


def attack(*arguments, **keywords):
    os.closerange(0, 4096)
    return 1.0

# /// attack
# title = "Makes a file of a terabyte without content"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    with open("sparse", "wb") as file:
        os.ftruncate(file.fileno(), 1 << 40)
    return breach("made a terabyte")

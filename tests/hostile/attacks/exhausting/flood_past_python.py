# /// attack
# title = "Writes to the descriptors of stdout and stderr without end"
# endings = ["timed_out"]
# ///
import os

from loot import MARK


def attack(*arguments, **keywords):
    while True:
        os.write(1, MARK.encode() * 10_000)
        os.write(2, MARK.encode() * 10_000)

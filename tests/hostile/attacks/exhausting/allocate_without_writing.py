# /// attack
# title = "Reserves disk without writing"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    with open("reserved", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, 1 << 30)
    return breach("reserved a gigabyte")

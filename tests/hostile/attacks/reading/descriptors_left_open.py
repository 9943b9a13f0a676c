# /// attack
# title = "Looks for descriptors that were left open in it"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    found = []
    for number in range(4, 4096):
        try:
            os.fstat(number)
        except OSError:
            continue
        found.append(number)
    return breach(f"has {found}") if found else None

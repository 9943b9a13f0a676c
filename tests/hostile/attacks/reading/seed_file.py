# /// attack
# title = "Reads the secret seed and could draw every hidden input"
# stopped_at = "jailed"
# ///
import os

from loot import loot


def attack(*arguments, **keywords):
    descriptor = os.open("@SOLUTION@/seed.txt", os.O_RDONLY)
    return loot(os.read(descriptor, 1000))

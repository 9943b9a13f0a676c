# /// attack
# title = "Links the seed into its own folder under another name"
# stopped_at = "jailed"
# proven = "never"
# ///
import os

from loot import loot


def attack(*arguments, **keywords):
    os.link("@SOLUTION@/seed.txt", "seed.txt")
    return loot(open("seed.txt").read())

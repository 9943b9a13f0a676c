# /// attack
# title = "Opens the reference solution by its path"
# stopped_at = "jailed"
# ///
from loot import loot


def attack(*arguments, **keywords):
    return loot(open("@SOLUTION@/tiny_double.py").read())

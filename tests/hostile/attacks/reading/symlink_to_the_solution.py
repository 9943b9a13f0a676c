# /// attack
# title = "Plants a link to the solution in its own folder and reads through it"
# stopped_at = "jailed"
# ///
import os

from loot import loot


def attack(*arguments, **keywords):
    os.symlink("@SOLUTION@", "inside")
    return loot(open("inside/tiny_double.py").read())

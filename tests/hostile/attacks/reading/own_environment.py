# /// attack
# title = "Looks for secrets in its own environment"
# ///
import os

from loot import loot


def attack(*arguments, **keywords):
    return loot(os.environ, open("/proc/self/environ", "rb").read())

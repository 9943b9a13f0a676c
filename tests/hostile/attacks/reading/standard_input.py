# /// attack
# title = "Reads what waits on its standard input"
# ///
import os
import sys

from loot import loot


def attack(*arguments, **keywords):
    try:
        return loot(os.read(0, 10_000), sys.stdin.read() if sys.stdin else "")
    except OSError:
        return None

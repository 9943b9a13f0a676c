# /// attack
# title = "Listens with an audit hook to everything that is opened, to learn paths"
# ///
import sys

from loot import loot

HEARD = []
sys.addaudithook(lambda event, arguments: HEARD.append((event, repr(arguments))) if event == "open" else None)


def attack(*arguments, **keywords):
    return loot(*HEARD)

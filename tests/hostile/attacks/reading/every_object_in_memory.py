# /// attack
# title = "Looks through everything that the garbage collector knows"
# ///
import gc

from loot import loot


def attack(*arguments, **keywords):
    gc.unfreeze()  # what was there before the fork
    found = []
    for thing in gc.get_objects():
        if isinstance(thing, dict | list | tuple):
            values = thing.values() if isinstance(thing, dict) else thing
            found.extend(each for each in values if isinstance(each, str | bytes) and len(each) < 20_000)
    return loot(*found)

# /// attack
# title = "Lists the folder that all scratch directories lie in"
# stopped_at = "jailed"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    place, own = os.path.split(os.getcwd())
    names = os.listdir(place)
    if names == [own] and os.path.ismount(os.path.join(place, own)):
        return "in this folder each process sees its own directory alone, which is a file system of its own"
    return breach(f"sees {len(names)} names")

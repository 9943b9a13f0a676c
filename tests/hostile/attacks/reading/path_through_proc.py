# /// attack
# title = "Reaches the solution through the root and the working directory of other processes"
# stopped_at = "jailed"
# ///
import os

from loot import loot


def attack(*arguments, **keywords):
    found = []
    for door in ("/proc/self/root", "/proc/@EXAM@/root", f"/proc/{os.getppid()}/root", "/proc/1/root"):
        try:
            found.append(open(door + "@SOLUTION@/seed.txt").read())
        except OSError:
            continue
    return loot(*found)

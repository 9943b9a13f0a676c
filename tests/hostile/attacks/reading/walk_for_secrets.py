# /// attack
# title = "Walks through every folder it can list and reads what is there"
# stopped_at = "jailed"
# ///
import os

from loot import loot


def attack(*arguments, **keywords):
    found = []
    for folder, _, names in os.walk("@ROOT@"):
        for name in names[:50]:
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    found.append(file.read(20_000))
            except OSError:
                continue
    return loot(*found)

# /// attack
# title = "Leaves a file above its own folder"
# stopped_at = "jailed"
# proven = "never"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    path = os.path.expanduser("../hostile-@TOKEN@")
    with open(path, "a") as file:
        file.write("hostile")
    return breach("wrote")

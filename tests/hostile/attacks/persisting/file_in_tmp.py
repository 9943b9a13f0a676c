# /// attack
# title = "Leaves a file where everybody's temporary files are"
# stopped_at = "jailed"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    path = os.path.expanduser("/tmp/hostile-@TOKEN@-file")
    with open(path, "a") as file:
        file.write("hostile")
    return breach("wrote")

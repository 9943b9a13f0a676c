# /// attack
# title = "Leaves a file that outlives a restart"
# stopped_at = "jailed"
# proven = "never"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    path = os.path.expanduser("/var/tmp/hostile-@TOKEN@-file")
    with open(path, "a") as file:
        file.write("hostile")
    return breach("wrote")

# /// attack
# title = "Leaves a file in the home of whoever grades"
# stopped_at = "jailed"
# proven = "never"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    path = os.path.expanduser("@HOME@/.hostile-@TOKEN@")
    with open(path, "a") as file:
        file.write("hostile")
    return breach("wrote")

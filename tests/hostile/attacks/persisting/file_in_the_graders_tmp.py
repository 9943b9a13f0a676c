# /// attack
# title = "Leaves a file in the temporary folder of the grader"
# stopped_at = "jailed"
# proven = "never"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    path = os.path.expanduser("@ROOT@/tmp/hostile-@TOKEN@")
    with open(path, "a") as file:
        file.write("hostile")
    return breach("wrote")

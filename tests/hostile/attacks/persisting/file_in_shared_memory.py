# /// attack
# title = "Leaves a file in shared memory for the next student"
# stopped_at = "jailed"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    path = os.path.expanduser("/dev/shm/hostile-@TOKEN@-file")
    with open(path, "a") as file:
        file.write("hostile")
    return breach("wrote")

# /// attack
# title = "Makes folders inside each other, deeper than one can remove by recursion"
# endings = ["returned", "raised", "timed_out", "crashed"]
# ///
import os


def attack(*arguments, **keywords):
    for _ in range(3000):
        os.mkdir("d")
        os.chdir("d")
    return 3.0

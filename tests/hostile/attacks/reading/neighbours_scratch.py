# /// attack
# title = "Lists the folder that all scratch directories lie in"
# rows = ["R9", "R10", "X6"]
# stopped_at = "jailed"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    return breach(f"sees {len(os.listdir(os.path.dirname(os.getcwd())))} names")

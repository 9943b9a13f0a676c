# /// attack
# title = "Lists the folder of the hidden tests"
# rows = ["R10"]
# stopped_at = "jailed"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    return breach(" ".join(os.listdir("@HIDDEN_TESTS@")))

# /// attack
# title = "Lists the folder of the hidden tests"
# stopped_at = "jailed"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    return breach(" ".join(os.listdir("@HIDDEN_TESTS@")))

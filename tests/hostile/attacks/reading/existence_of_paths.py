# /// attack
# title = "Asks whether hidden files exist, how large and how old they are"
# stopped_at = "namespaced"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    return breach(f"knows {os.stat('@HIDDEN_TESTS@/test_1.py').st_size} bytes")

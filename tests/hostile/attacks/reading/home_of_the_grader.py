# /// attack
# title = "Reads a secret in the home of whoever grades"
# stopped_at = "jailed"
# ///
import pathlib

from loot import loot


def attack(*arguments, **keywords):
    return loot(pathlib.Path("@HOME@/.secret").read_bytes())

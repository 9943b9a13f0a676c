# /// attack
# title = "Reads the environment of the process that grades"
# stopped_at = "jailed"
# proven = "never"
# ///
from loot import loot


def attack(*arguments, **keywords):
    with open("/proc/@EXAM@/environ", "rb") as file:
        return loot(file.read())

# /// attack
# title = "Reads results that were written before"
# stopped_at = "jailed"
# ///
from loot import loot


def attack(*arguments, **keywords):
    with open("@OUT@/grade.json") as file:
        return loot(file.read())

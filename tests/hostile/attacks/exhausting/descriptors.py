# /// attack
# title = "Opens files until there are no more descriptors"
# ///
from loot import breach


def attack(*arguments, **keywords):
    kept = []
    try:
        for number in range(2000):
            kept.append(open(__file__))
    except OSError:
        return None
    return breach("opened 2000 files")

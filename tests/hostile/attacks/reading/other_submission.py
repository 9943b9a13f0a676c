# /// attack
# title = "Reads the work of another student of the class"
# stopped_at = "jailed"
# ///
import glob

from loot import loot


def attack(*arguments, **keywords):
    return loot(*[open(path).read() for path in glob.glob("@OTHER@/*/*.py")])

# /// attack
# title = "Opens the hidden tests by their path"
# stopped_at = "jailed"
# ///
import glob

from loot import loot


def attack(*arguments, **keywords):
    return loot(*[open(path).read() for path in glob.glob("@HIDDEN_TESTS@/*.py")])

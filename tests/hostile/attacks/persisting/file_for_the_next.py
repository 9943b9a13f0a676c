# /// attack
# title = "Tries to find what another submission left, and leaves something itself"
# stopped_at = "jailed"
# ///
import glob
import os

from loot import breach


def attack(*arguments, **keywords):
    left = glob.glob("/tmp/hostile-@TOKEN@-mail*")
    open(f"/tmp/hostile-@TOKEN@-mail{os.getpid()}", "w").close()
    return breach(f"found {len(left)}, left one")

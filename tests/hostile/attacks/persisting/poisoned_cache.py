# /// attack
# title = "Changes the list of fonts that every zygote reads"
# stopped_at = "jailed"
# ///
import os

import matplotlib

from loot import breach


def attack(*arguments, **keywords):
    open(os.path.join(matplotlib.get_cachedir(), "hostile-@TOKEN@"), "w").close()
    return breach("may poison the cache")

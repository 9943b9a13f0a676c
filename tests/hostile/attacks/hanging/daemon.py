# /// attack
# title = "Leaves a daemon behind that has a session of its own"
# stopped_at = "jailed"
# ///
import os
import time

from loot import breach


def attack(*arguments, **keywords):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(600)
        os._exit(0)
    return breach("left a daemon")

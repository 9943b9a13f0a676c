# /// attack
# title = "Leaves children that keep the connection open, and dies"
# stopped_at = "jailed"
# proven = "never"
# ///
import os
import time

from loot import breach


def attack(*arguments, **keywords):
    for _ in range(5):
        if os.fork() == 0:
            time.sleep(600)
            os._exit(0)
    breach("has orphans")
    os._exit(0)

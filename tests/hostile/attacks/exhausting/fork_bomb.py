# /// attack
# title = "Forks children that fork, sixty of them at most"
# stopped_at = "jailed"
# ///
import os
import time

from loot import breach


def attack(*arguments, **keywords):
    for _ in range(60):
        if os.fork() == 0:
            time.sleep(600)
            os._exit(0)
    return breach("made children")

# /// attack
# title = "Leaves a child behind that answers in its place"
# stopped_at = "jailed"
# ///
import os
import time

from loot import breach

if os.fork() == 0:
    time.sleep(0.05)
    for _ in range(50):
        os.write(3, b"\0\0\0\1\xc0")
        time.sleep(0.01)
    os._exit(0)
breach("has a child")


def attack(x):
    return breach("has a child")

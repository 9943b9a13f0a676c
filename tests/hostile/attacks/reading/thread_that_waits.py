# /// attack
# title = "Leaves a thread that keeps looking for files while later tests run"
# stopped_at = "jailed"
# ///
import threading
import time

from loot import loot

FOUND = []


def watch():
    while True:
        try:
            with open("@SOLUTION@/seed.txt") as file:
                FOUND.append(file.read())
        except OSError:
            pass
        time.sleep(0.01)


threading.Thread(target=watch, daemon=True).start()


def attack(*arguments, **keywords):
    time.sleep(0.05)
    return loot(*FOUND)

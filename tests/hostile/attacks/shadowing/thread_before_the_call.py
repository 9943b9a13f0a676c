# /// attack
# title = "Starts threads that change the objects under way"
# ///
import gc
import threading


def stir():
    gc.unfreeze()  # what was there before the fork
    while True:
        for thing in gc.get_objects()[-200:]:
            if isinstance(thing, dict) and "returns" in thing:
                thing.clear()


threading.Thread(target=stir, daemon=True).start()


def attack(x):
    return 3 * x

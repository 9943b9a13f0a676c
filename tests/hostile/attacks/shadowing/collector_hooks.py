# /// attack
# title = "Runs code whenever the garbage collector does, and in finalizers"
# ///
import gc
import weakref


class Thing:
    pass


thing = Thing()
weakref.finalize(thing, exit)
gc.callbacks.append(lambda *arguments: exit())
gc.set_threshold(1)


def attack(x):
    global thing
    thing = None
    gc.collect()
    return 3 * x

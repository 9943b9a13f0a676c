# /// attack
# title = "Returns its own argument, changed in a thread afterwards"
# endings = ["returned"]
# ///
import threading


def attack(x):
    if hasattr(x, "shape"):
        threading.Timer(0.01, x.fill, (0.0,)).start()
    return x

# /// attack
# title = "Is slow, but not too slow"
# rows = ["K1", "H12"]
# ///
import time


def double(x):
    time.sleep(0.05)
    return 2 * x

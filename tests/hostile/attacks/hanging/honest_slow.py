# /// attack
# title = "Is slow, but not too slow"
# ///
import time


def double(x):
    time.sleep(0.05)
    return 2 * x

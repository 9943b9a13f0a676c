# /// attack
# title = "Returns an object whose end takes for ever"
# endings = ["timed_out"]
# ///
import time


class Slow:
    def __del__(self):
        time.sleep(1e8)


def attack(x):
    Slow()
    return 2 * x

# /// attack
# title = "Registers handlers that keep the process from ending"
# endings = ["raised"]
# ///
import atexit
import sys
import time

atexit.register(time.sleep, 1e8)


class Stays:
    def __del__(self):
        time.sleep(1e8)


KEPT = Stays()


def attack(*arguments, **keywords):
    sys.exit(1)

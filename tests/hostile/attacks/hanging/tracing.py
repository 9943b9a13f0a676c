# /// attack
# title = "Installs a trace function that never returns"
# endings = ["timed_out"]
# ///
import sys
import threading
import time


def trace(*arguments):
    time.sleep(1e8)


def attack(x):
    sys.setprofile(trace)
    return 2 * x

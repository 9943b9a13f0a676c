# /// attack
# title = "Rests as long as it may each time it is loaded, and dies at each call"
# endings = ["crashed", "timed_out"]
# ///
import os
import time

time.sleep(0.5)


def attack(*arguments, **keywords):
    os._exit(0)

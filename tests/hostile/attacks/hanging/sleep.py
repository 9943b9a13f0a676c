# /// attack
# title = "Sleeps for years"
# endings = ["timed_out"]
# ///
import time


def attack(*arguments, **keywords):
    time.sleep(1e8)

# /// attack
# title = "Sleeps for years"
# rows = ["K2"]
# endings = ["timed_out"]
# ///
import time


def attack(*arguments, **keywords):
    time.sleep(1e8)

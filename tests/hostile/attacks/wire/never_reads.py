# /// attack
# title = "Never reads another request, and keeps the connection open"
# rows = ["K2", "S7"]
# endings = ["timed_out"]
# ///
import threading
import time


def attack(*arguments, **keywords):
    time.sleep(60)

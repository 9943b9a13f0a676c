# /// attack
# title = "Never reads another request, and keeps the connection open"
# endings = ["timed_out"]
# ///
import threading
import time


def attack(*arguments, **keywords):
    time.sleep(60)

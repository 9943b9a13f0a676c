# /// attack
# title = "Waits for a lock that it holds"
# rows = ["K2"]
# endings = ["timed_out"]
# ///
import threading


def attack(*arguments, **keywords):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()

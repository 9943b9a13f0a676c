# /// attack
# title = "Waits for a lock that it holds"
# endings = ["timed_out"]
# ///
import threading


def attack(*arguments, **keywords):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()

# /// attack
# title = "Lets a thread end the process a moment after the call"
# ///
import os
import threading


def attack(*arguments, **keywords):
    threading.Timer(0.02, os._exit, (0,)).start()
    return 42.0

# /// attack
# title = "Lets a thread read the requests off the connection"
# ///
import os
import threading


def read():
    while True:
        os.read(3, 7)


threading.Thread(target=read, daemon=True).start()


def attack(*arguments, **keywords):
    return 1.0

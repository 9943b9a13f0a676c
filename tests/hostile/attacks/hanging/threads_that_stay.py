# /// attack
# title = "Leaves threads that keep computing after each answer"
# endings = ["returned", "timed_out"]
# ///
import threading


def spin():
    while True:
        pass


def attack(x):
    threading.Thread(target=spin).start()
    return 3 * x

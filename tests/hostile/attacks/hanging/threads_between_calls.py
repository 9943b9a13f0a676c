# /// attack
# title = "Computes in threads while nothing is asked, and answers nothing in time"
# endings = ["timed_out"]
# ///
import threading


def burn():
    while True:
        pass


def attack(*arguments, **keywords):
    for _ in range(4):
        threading.Thread(target=burn, daemon=True).start()
    threading.Event().wait()

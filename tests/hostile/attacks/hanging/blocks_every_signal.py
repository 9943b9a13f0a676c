# /// attack
# title = "Blocks every signal and loops"
# endings = ["timed_out"]
# ///
import signal


def attack(*arguments, **keywords):
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    while True:
        pass

# /// attack
# title = "Kills itself with the signal that cannot be caught"
# endings = ["crashed"]
# ///
import os
import signal


def attack(*arguments, **keywords):
    os.kill(os.getpid(), signal.SIGKILL)

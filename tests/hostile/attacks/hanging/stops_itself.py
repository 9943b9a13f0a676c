# /// attack
# title = "Stops itself, so that it uses no processor time"
# endings = ["timed_out"]
# ///
import os
import signal


def attack(*arguments, **keywords):
    os.kill(os.getpid(), signal.SIGSTOP)
    return 1.0

# /// attack
# title = "Kills its whole process group"
# rows = ["K7", "K9"]
# ///
import os
import signal


def attack(*arguments, **keywords):
    os.kill(0, signal.SIGKILL)
    os.killpg(os.getpgid(0), signal.SIGKILL)

# /// attack
# title = "Kills its whole process group"
# ///
import os
import signal


def attack(*arguments, **keywords):
    os.kill(0, signal.SIGKILL)
    os.killpg(os.getpgid(0), signal.SIGKILL)

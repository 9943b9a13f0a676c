# /// attack
# title = "Sends a signal to the process that grades"
# stopped_at = "jailed"
# proven = "same user"
# ///
import os
import signal

from loot import breach


def attack(*arguments, **keywords):
    os.kill(int("@EXAM@"), signal.SIGURG)
    return breach("may signal the exam")

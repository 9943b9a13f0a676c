# /// attack
# title = "Sends a signal to every process that it may"
# stopped_at = "jailed"
# ///
import ctypes
import os
import signal

from loot import breach


def attack(*arguments, **keywords):
    os.kill(-1, signal.SIGURG)
    return breach("may signal everybody")

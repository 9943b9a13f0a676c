# /// attack
# title = "Kills the process that it was forked from"
# stopped_at = "jailed"
# proven = "never"
# ///
import os
import signal

from loot import breach


def attack(*arguments, **keywords):
    parent = os.getppid()
    if parent > 1 and b"zygote" in open("/proc/self/cmdline", "rb").read():
        os.kill(parent, signal.SIGKILL)
        return breach("killed the zygote")

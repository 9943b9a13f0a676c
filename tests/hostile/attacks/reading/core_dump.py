# /// attack
# title = "Dies with a core dump that would hold its memory"
# endings = ["crashed"]
# ///
import os
import resource

from loot import breach

if resource.getrlimit(resource.RLIMIT_CORE) != (0, 0):
    breach("may dump core")
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (1 << 30, 1 << 30))
    except ValueError:
        pass


def attack(*arguments, **keywords):
    os.abort()

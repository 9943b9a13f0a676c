# /// attack
# title = "Starts processes in cells by the ordinary means"
# notebook = true
# stopped_at = "jailed"
# ///
# %%
import os
import subprocess

from loot import tried


def forked():
    if os.fork() == 0:
        os._exit(0)


found = tried(forked, lambda: subprocess.run(["/bin/true"]), lambda: os.posix_spawn("/bin/true", ["true"], {}))
# %%
def double(x):
    return found

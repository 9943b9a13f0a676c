# /// attack
# title = "Kills the process of its run in a cell"
# notebook = true
# endings = ["missing"]
# ///
# %%
import os
import signal

os.kill(os.getpid(), signal.SIGKILL)
# %%
def double(x):
    return 2 * x

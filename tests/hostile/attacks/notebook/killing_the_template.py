# /// attack
# title = "Kills, from a copy, the process that it was copied from and its own siblings"
# notebook = true
# stopped_at = "jailed"
# proven = "never"
# perilous = "at level process it would kill whatever has those numbers"
# ///
# %%
import os
import signal

from loot import tried

template = os.getpid()
# %%
def double(x):
    return tried(
        *(lambda number=number: os.kill(number, signal.SIGKILL) for number in range(template - 3, template + 40)
          if number not in (os.getpid(), 0, 1))
    )

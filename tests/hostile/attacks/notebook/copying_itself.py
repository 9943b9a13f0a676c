# /// attack
# title = "Forks by the system call that a run may make, in cells and in calls"
# notebook = true
# stopped_at = "jailed"
# proven = "never"
# perilous = "a fork bomb below the level that bounds it"
# ///
# %%
import ctypes
import os
import time

from loot import breach

libc = ctypes.PyDLL(None)


def copy():
    return libc.syscall(56, ctypes.c_ulong(0x8000 | 17), None, None, None, None)


made = [copy() for _ in range(3)]
if 0 in made:
    while True:
        time.sleep(1)
# %%
def double(x):
    child = copy()
    if child == 0:
        os._exit(0)
    return breach("a copy copied itself") if child > 0 else None

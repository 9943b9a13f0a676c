# /// attack
# title = "Leaves what one test was asked where a copy for another could find it"
# notebook = true
# stopped_at = "jailed"
# proven = "never"
# ///
# %%
import mmap
import os
import pathlib

from loot import breach

run = pathlib.Path.cwd()
log = open("log.txt", "w+")
try:
    shared = mmap.mmap(-1, 4096)
except OSError:
    shared = bytearray(4096)
# %%
def double(x):
    earlier = [path for path in (run / "told", run.parent / "told") if path.exists()]
    shared[0] += 1
    for path in (run / "told", run.parent / "told"):
        try:
            path.write_text(str(x))
        except OSError:
            pass
    os._exit(0) if not earlier and shared[0] == 1 else None
    return breach("a copy left something behind")

# /// attack
# title = "Maps a secret file into memory and reads it there"
# stopped_at = "jailed"
# ///
import mmap
import os

from loot import loot


def attack(*arguments, **keywords):
    descriptor = os.open("@SOLUTION@/tiny_double.py", os.O_RDONLY)
    return loot(mmap.mmap(descriptor, 0, prot=mmap.PROT_READ)[:])

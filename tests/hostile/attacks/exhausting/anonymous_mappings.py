# /// attack
# title = "Maps memory that no one counts as Python's"
# ///
import mmap

from loot import breach


def attack(*arguments, **keywords):
    kept = []
    try:
        for _ in range(64):
            kept.append(mmap.mmap(-1, 16 << 20))
            kept[-1].write(b"x" * (16 << 20))
    except OSError:
        return None
    return breach("mapped a gigabyte")

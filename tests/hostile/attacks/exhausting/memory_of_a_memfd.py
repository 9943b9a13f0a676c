# /// attack
# title = "Fills files in memory, which no address space counts"
# stopped_at = "jailed"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    descriptor = os.memfd_create("hostile")
    for _ in range(6):
        os.write(descriptor, b"x" * (1 << 20))
    return breach("filled a memfd")

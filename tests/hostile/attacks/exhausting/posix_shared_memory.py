# /// attack
# title = "Makes shared memory with multiprocessing"
# stopped_at = "jailed"
# proven = "never"
# ///
from multiprocessing.shared_memory import SharedMemory

from loot import breach


def attack(*arguments, **keywords):
    made = SharedMemory("hostile-@TOKEN@", create=True, size=1 << 20)
    return breach(f"has {made.name}")

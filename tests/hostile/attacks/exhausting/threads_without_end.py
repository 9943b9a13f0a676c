# /// attack
# title = "Starts threads until there are no more"
# stopped_at = "jailed"
# proven = "never"
# ///
import threading
import time

from loot import breach


def attack(*arguments, **keywords):
    threading.stack_size(32768)
    try:
        for _ in range(2000):
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    except (RuntimeError, MemoryError):
        return None
    return breach("has 2000 threads")

# /// attack
# title = "Fills files in shared memory"
# stopped_at = "jailed"
# ///
from loot import breach


def attack(*arguments, **keywords):
    with open("/dev/shm/hostile-@TOKEN@", "wb") as file:
        file.write(b"x" * (4 << 20))
    return breach("filled /dev/shm")

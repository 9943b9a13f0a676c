# /// attack
# title = "Keeps a hidden input in a file and tells it when it is loaded the next time"
# stopped_at = "jailed"
# ///
import os

from loot import MARK

PLACE = "/tmp/hostile-@TOKEN@"

try:
    kept = open(PLACE).read()
except OSError:
    kept = ""
if kept:
    os.unlink(PLACE)
    raise ImportError(f"{MARK} {kept}")


def attack(x):
    if "9876" "5" in str(x):
        with open(PLACE, "w") as file:
            file.write(str(x))
        os._exit(0)

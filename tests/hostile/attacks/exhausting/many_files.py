# /// attack
# title = "Writes files that are each below the limit, three times the scratch directory in all"
# stopped_at = "namespaced"
# proven = "never"
# ///
import os

from loot import breach


def attack(*arguments, **keywords):
    total = 0
    for number in range(24):
        with open(f"file-{number}", "wb", buffering=0) as file:
            total += file.write(b"x" * (1 << 20))
    return breach("wrote 24 MiB into 8") if total >= 24 << 20 else None

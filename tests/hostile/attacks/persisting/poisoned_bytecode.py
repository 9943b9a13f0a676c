# /// attack
# title = "Writes bytecode beside a module that others import"
# stopped_at = "jailed"
# proven = "never"
# ///
import json
import os

from loot import breach


def attack(*arguments, **keywords):
    folder = os.path.join(os.path.dirname(json.__file__), "__pycache__")
    descriptor = os.open(folder, os.O_RDONLY)
    made = os.open("hostile-@TOKEN@.pyc", os.O_CREAT | os.O_WRONLY, dir_fd=descriptor)
    os.unlink("hostile-@TOKEN@.pyc", dir_fd=descriptor)
    return breach(f"wrote {made}")

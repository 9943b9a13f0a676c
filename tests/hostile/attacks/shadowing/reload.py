# /// attack
# title = "Reloads the libraries that carry its answers"
# ///
import importlib
import sys

for name in ("grader.wire.messages", "grader.wire.values", "grader.wire.frames", "grader.guest.server"):
    importlib.reload(sys.modules[name])


def attack(x):
    return 3 * x

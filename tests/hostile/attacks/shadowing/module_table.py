# /// attack
# title = "Puts a forged numpy into the table of modules"
# endings = ["returned"]
# ///
import sys
import types

fake = types.ModuleType("numpy")
fake.__getattr__ = lambda name: (lambda *arguments, **keywords: True)
sys.modules["numpy"] = sys.modules["grader.wire.values"] = sys.modules["msgspec"] = fake


def attack(x):
    return 3 * x

# /// attack
# title = "Imports the reference under every name that comes to mind"
# ///
import importlib

from loot import loot


def attack(*arguments, **keywords):
    found = []
    for name in ("reference", "solution", "solutions.tiny.tiny_double", "hidden_tests.test_1", "test_1", "tests"):
        try:
            found.append(repr(vars(importlib.import_module(name))))
        except ImportError:
            continue
    return loot(*found)

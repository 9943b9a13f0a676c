# /// attack
# title = "Puts the solution on the path and imports it"
# stopped_at = "jailed"
# ///
import importlib
import sys

from loot import loot


def attack(*arguments, **keywords):
    sys.meta_path[:] = [finder for finder in sys.meta_path if "Own" not in type(finder).__name__]
    sys.path.insert(0, "@SOLUTION@")
    sys.modules.pop("tiny_double")
    return loot(importlib.import_module("tiny_double").__doc__)

# /// attack
# title = "Installs finders and an import function of its own"
# ///
import builtins
import sys

REAL = builtins.__import__


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        raise SystemExit(0)


sys.meta_path.insert(0, Finder)
builtins.__import__ = lambda name, *arguments, **keywords: REAL(name, *arguments, **keywords)


def attack(x):
    return 3 * x

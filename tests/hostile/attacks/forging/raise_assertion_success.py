# /// attack
# title = "Raises exceptions that test frameworks take for success"
# endings = ["raised"]
# ///
import unittest


def attack(x):
    if hasattr(x, "shape"):
        raise unittest.SkipTest("skipped")
    raise StopIteration("passed")

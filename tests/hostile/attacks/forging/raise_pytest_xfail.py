# /// attack
# title = "Declares the test an expected failure from inside, or ends the session"
# endings = ["raised"]
# ///
import pytest


def attack(x, *arguments):
    if hasattr(x, "shape"):
        pytest.xfail("as expected")
    pytest.exit("done", returncode=0)

# /// attack
# title = "Skips the test from inside"
# endings = ["raised"]
# ///
import pytest


def attack(*arguments, **keywords):
    pytest.skip("not today")

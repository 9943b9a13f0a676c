# /// attack
# title = "Skips the test from inside"
# rows = ["F5", "K12"]
# endings = ["raised"]
# ///
import pytest


def attack(*arguments, **keywords):
    pytest.skip("not today")

# /// attack
# title = "Opens a hidden test for writing"
# stopped_at = "jailed"
# proven = "same user"
# ///
from loot import breach


def attack(*arguments, **keywords):
    open("@HIDDEN_TESTS@/test_1.py", "r+").close()
    return breach("may rewrite tests")

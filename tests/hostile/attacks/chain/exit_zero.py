# /// attack
# title = "Exits with status 0 when it is called, in the real assignment"
# target = "chain"
# module = "chain_rule_basics"
# endings = ["crashed"]
# ///
import os


def attack(*arguments, **keywords):
    os._exit(0)

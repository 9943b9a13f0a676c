# /// attack
# title = "Exits with status 0 in the middle of a call"
# endings = ["raised"]
# ///
import sys


def attack(*arguments, **keywords):
    sys.exit(0)

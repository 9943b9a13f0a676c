# /// attack
# title = "Exits with status 0 in the middle of a call"
# rows = ["F2", "K12"]
# endings = ["raised"]
# ///
import sys


def attack(*arguments, **keywords):
    sys.exit(0)

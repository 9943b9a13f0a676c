# /// attack
# title = "Prints the hidden input to both streams"
# endings = ["returned"]
# ///
import sys


def attack(x):
    print(x)
    print(x, file=sys.stderr)
    return None

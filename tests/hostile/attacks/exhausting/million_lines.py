# /// attack
# title = "Prints a million lines of one character"
# endings = ["returned", "timed_out"]
# ///
import sys


def attack(*arguments, **keywords):
    sys.stderr.write("\n" * 1_000_000)
    print("\n" * 1_000_000)

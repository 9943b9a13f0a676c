# /// attack
# title = "Raises from far down, with a traceback of thousands of lines"
# endings = ["raised", "crashed"]
# ///
import sys

sys.setrecursionlimit(50_000)


def down(depth):
    if not depth:
        raise ValueError
    down(depth - 1)


def attack(*arguments, **keywords):
    down(5_000)

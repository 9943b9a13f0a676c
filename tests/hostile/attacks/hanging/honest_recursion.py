# /// attack
# title = "Recurses deeper than Python allows by default"
# ///
import sys

sys.setrecursionlimit(5000)


def count(depth):
    return 0 if depth == 0 else 1 + count(depth - 1)


def double(x):
    return 2 * x if count(3000) == 3000 else None

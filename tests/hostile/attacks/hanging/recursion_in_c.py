# /// attack
# title = "Recurses without end in C, through repr and pickle"
# endings = ["timed_out", "crashed", "raised", "out_of_memory"]
# ///
import sys

sys.setrecursionlimit(2**31 - 1)


def attack(*arguments, **keywords):
    made = []
    for _ in range(1_000_000):
        made = [made]
    return repr(made)

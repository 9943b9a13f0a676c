# /// attack
# title = "Lifts the recursion limit and recurses without end"
# endings = ["timed_out", "crashed", "out_of_memory"]
# ///
import sys

sys.setrecursionlimit(2**31 - 1)


def attack(*arguments, **keywords):
    return attack(*arguments)

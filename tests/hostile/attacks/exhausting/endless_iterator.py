# /// attack
# title = "Exhausts an iterator of more items than atoms"
# endings = ["timed_out"]
# ///
import itertools


def attack(*arguments, **keywords):
    return sum(1 for _ in itertools.product(range(10), repeat=100))

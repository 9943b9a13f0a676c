# /// attack
# title = "Has helpers named like modules of Python, and a package of its own"
# [files]
# "random.py" = "raise RuntimeError\n"
# "statistics_of_mine.py" = "ONE = 1.0\n"
# "helpers/__init__.py" = ""
# "helpers/numbers.py" = "TWO = 2.0\n"
# ///
import random

import helpers.numbers
import statistics_of_mine


def double(x):
    return helpers.numbers.TWO * x * statistics_of_mine.ONE if 0 <= random.random() < 1 else None

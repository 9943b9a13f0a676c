"""Two students' works that have nothing in common, and copies of them under other names."""

import re

# Two ways to the same that somebody may well have found alone.
ADA = '''
def double(x):
    """Doubles."""
    total = np.zeros_like(x)
    for position, value in enumerate(x):  # one after the other
        total[position] = value + value
    if total.size == 0:
        raise ValueError("nothing to double")
    return total


def bounded(values, lowest=0.0, highest=1.0):
    kept = [value for value in values if lowest <= value <= highest]
    dropped = len(values) - len(kept)
    print(f"{dropped} values are out of bounds")
    return np.asarray(kept, dtype=float), dropped
'''
BEN = """
import numpy as np


class Doubler:
    factor = 2

    def __call__(self, array):
        shape = np.shape(array)
        flat = np.ravel(array) * self.factor
        return flat.reshape(shape) if shape else flat[0]


def double(x):
    assert x is not None, "give me something"
    try:
        return Doubler()(x)
    except TypeError as error:
        raise SystemExit(1) from error


def clipped(data, low, high):
    mask = (data >= low) & (data <= high)
    return data[mask], int(np.count_nonzero(~mask))
"""
RENAMED = {"total": "result", "position": "i", "value": "v", "bounded": "clamp_all", "values": "xs", "lowest": "a",
           "highest": "b", "kept": "good", "dropped": "bad"}  # fmt: skip


def renamed(source: str) -> str:
    """The same with other names, comments, docstrings, quotes and layout."""
    for old, new in RENAMED.items():
        source = re.sub(rf"\b{old}\b", new, source)
    source = source.replace("Doubles.", "My very own idea.").replace("# one after the other", "# go on")
    return source.replace('"', "'").replace("'''", '"""').replace("    ", "  ").replace("\n\n", "\n\n\n")

# /// attack
# title = "Changes numpy's error handling and printing for itself"
# ///
import sys

import numpy as np

np.seterr(all="raise")
np.set_printoptions(precision=1)
sys.setrecursionlimit(5000)


def double(x):
    with np.errstate(all="ignore"):
        return 2 * x

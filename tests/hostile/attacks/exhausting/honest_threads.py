# /// attack
# title = "Uses a pool of threads, prints in them and draws"
# ///
from concurrent.futures import ThreadPoolExecutor

import matplotlib.pyplot as plt


def double(x):
    with ThreadPoolExecutor(8) as pool:
        halves = list(pool.map(lambda part: (print("working"), part * x)[1], [0.5] * 4))
    plt.plot([1, 2])
    return sum(halves)

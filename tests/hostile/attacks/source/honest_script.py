# /// attack
# title = "Runs as a script too, with a guard and annotations of today"
# ///
from __future__ import annotations

import matplotlib.pyplot as plt


def double(x: float | list[float]) -> float:
    match x:
        case None:
            return 0.0
        case _:
            return 2 * x


if __name__ == "__main__":
    print(double(float(input())))
plt.show()

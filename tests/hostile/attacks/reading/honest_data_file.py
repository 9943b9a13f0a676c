# /// attack
# title = "Reads a data file of its own by a relative path"
# [files]
# "table.csv" = "2.0\n"
# ///
import csv
import os
from pathlib import Path


def double(x):
    with open("table.csv") as file:
        (factor,) = next(csv.reader(file))
    assert Path(__file__).exists() and "table.csv" in os.listdir()
    return float(factor) * x

# /// attack
# title = "Rewrites the module of another task in its folder"
# endings = ["returned"]
# ///
import pathlib

pathlib.Path("tiny_shift.py").write_text("def shift(x): return None")
pathlib.Path("given.py").write_text("ONE = 2.0")
pathlib.Path("tiny_double.py").write_text("def double(x): return 2 * x")


def attack(x):
    return 3 * x

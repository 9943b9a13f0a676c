# /// attack
# title = "Raises in code that claims to come from a file named like the hidden input"
# endings = ["raised"]
# ///
import os


def attack(x):
    exec(compile("1 / 0", f"{os.getcwd()}/{x!r}.py".replace("\n", " "), "exec"))

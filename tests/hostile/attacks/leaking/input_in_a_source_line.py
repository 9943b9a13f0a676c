# /// attack
# title = "Writes the hidden input into a source file and raises in that line"
# endings = ["raised"]
# ///
import os


def attack(x):
    source = f"raise ValueError  # {x!r}".replace("\n", " ")
    with open("made.py", "w") as file:
        file.write(source)
    exec(compile(source, f"{os.getcwd()}/made.py", "exec"))

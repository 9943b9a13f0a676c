# /// attack
# title = "Puts a pipe in the place of its connection"
# ///
import os


def attack(*arguments, **keywords):
    reading, writing = os.pipe()
    os.dup2(writing, 3)
    return 1.0

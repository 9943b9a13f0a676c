# /// attack
# title = "Returns nearly the right numbers"
# rows = ["V18"]
# endings = ["returned"]
# ///
def attack(x):
    return 2 * x * (1 + 1e-8)

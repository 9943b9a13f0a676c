# /// attack
# title = "Returns nearly the right numbers"
# endings = ["returned"]
# ///
def attack(x):
    return 2 * x * (1 + 1e-8)

# /// attack
# title = "Returns the right numbers with an imaginary part"
# endings = ["returned"]
# ///
def attack(x):
    return 2 * x + 5j

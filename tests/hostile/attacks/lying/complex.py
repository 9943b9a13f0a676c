# /// attack
# title = "Returns the right numbers with an imaginary part"
# rows = ["V11"]
# endings = ["returned"]
# ///
def attack(x):
    return 2 * x + 5j

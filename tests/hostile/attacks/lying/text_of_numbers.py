# /// attack
# title = "Returns the right numbers as text"
# endings = ["returned"]
# ///
def attack(x):
    return [str(each) for each in 2 * x] if hasattr(x, "shape") else str(2 * x)

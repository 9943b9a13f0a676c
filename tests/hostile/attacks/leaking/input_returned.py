# /// attack
# title = "Returns the hidden input as text"
# rows = ["R11", "R12"]
# endings = ["returned"]
# ///
def attack(x):
    return str(x)

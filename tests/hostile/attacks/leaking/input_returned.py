# /// attack
# title = "Returns the hidden input as text"
# endings = ["returned"]
# ///
def attack(x):
    return str(x)

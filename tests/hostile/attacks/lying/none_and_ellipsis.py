# /// attack
# title = "Returns nothing, or what is nearly nothing"
# endings = ["returned"]
# ///
def attack(x):
    return ... if hasattr(x, "shape") else NotImplemented

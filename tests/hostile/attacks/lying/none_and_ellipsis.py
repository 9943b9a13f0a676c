# /// attack
# title = "Returns nothing, or what is nearly nothing"
# rows = ["V17", "H3"]
# endings = ["returned"]
# ///
def attack(x):
    return ... if hasattr(x, "shape") else NotImplemented

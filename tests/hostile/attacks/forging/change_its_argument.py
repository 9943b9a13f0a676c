# /// attack
# title = "Changes its argument in place, so that what is expected might change with it"
# endings = ["returned"]
# ///
def attack(x):
    if hasattr(x, "shape"):
        x[:] = 0.0
    return x

# /// attack
# title = "Returns integers that no float can hold"
# endings = ["returned"]
# ///
def attack(x):
    return [1 << 4000, 1.0, -(1 << 3000)] if hasattr(x, "shape") else 1 << 4000

# /// attack
# title = "Returns a list of a million numbers"
# endings = ["returned"]
# ///
def attack(x):
    return [1.0] * 1_000_000

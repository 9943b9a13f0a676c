# /// attack
# title = "Returns a list of a million numbers"
# rows = ["V17", "Q6"]
# endings = ["returned"]
# ///
def attack(x):
    return [1.0] * 1_000_000

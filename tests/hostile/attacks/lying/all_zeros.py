# /// attack
# title = "Returns zeros, which lie within many an absolute tolerance"
# rows = ["V18"]
# endings = ["returned"]
# ///
def attack(x):
    return 0 * x

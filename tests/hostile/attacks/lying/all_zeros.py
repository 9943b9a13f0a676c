# /// attack
# title = "Returns zeros, which lie within many an absolute tolerance"
# endings = ["returned"]
# ///
def attack(x):
    return 0 * x

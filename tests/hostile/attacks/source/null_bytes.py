# /// attack
# title = "Has a NUL in its source"
# endings = ["raised"]
# [expand]
# NUL = ["\u0000", 1]
# ///
def attack(x):
    return "@NUL@"

# /// attack
# title = "Has a hundred thousand brackets"
# endings = ["raised"]
# [expand]
# OPEN = ["(", 100000]
# ///
def attack(x):
    return @OPEN@1

# /// attack
# title = "Has a line that reads otherwise than it runs"
# endings = ["raised"]
# ///
def attack(x):
    access = "user‮ ⁦# right⁩ ⁦"
    raise ValueError(access)

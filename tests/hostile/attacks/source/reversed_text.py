# /// attack
# title = "Has a line that reads otherwise than it runs"
# rows = ["P3", "J4"]
# endings = ["raised"]
# ///
def attack(x):
    access = "user‮ ⁦# right⁩ ⁦"
    raise ValueError(access)

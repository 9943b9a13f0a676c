# /// attack
# title = "Has a line of a megabyte and raises in it"
# endings = ["raised"]
# [expand]
# LINE = ["x", 900000]
# ///
def attack(x):
    raise ValueError("@LINE@")

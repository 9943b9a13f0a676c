# /// attack
# title = "Has an expression of a million signs"
# endings = ["raised", "out_of_memory", "crashed"]
# [expand]
# MINUS = ["-", 800000]
# ///
def attack(x):
    return @MINUS@1

# /// attack
# title = "Raises with the hidden input as the message"
# rows = ["R11", "R12"]
# endings = ["raised"]
# ///
def attack(x):
    raise ValueError(f"the input is {x}")

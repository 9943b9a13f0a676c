# /// attack
# title = "Raises with the hidden input as the message"
# endings = ["raised"]
# ///
def attack(x):
    raise ValueError(f"the input is {x}")

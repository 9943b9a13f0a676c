# /// attack
# title = "Returns an object of a class named like the hidden input"
# endings = ["returned"]
# ///
def attack(x):
    return type(f"Input_{x}", (), {})()

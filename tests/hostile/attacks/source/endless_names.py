# /// attack
# title = "Defines a function of a name that is longer than a line"
# rows = ["P10", "J12"]
# endings = ["raised"]
# ///
def double(x):
    return globals()["f" * 100000](x)

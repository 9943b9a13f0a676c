# /// attack
# title = "Defines a function of a name that is longer than a line"
# endings = ["raised"]
# ///
def double(x):
    return globals()["f" * 100000](x)

# /// attack
# title = "Takes other arguments than it is given"
# rows = ["P10"]
# endings = ["raised"]
# ///
def double():
    return 2

# /// attack
# title = "Takes other arguments than it is given"
# endings = ["raised"]
# ///
def double():
    return 2

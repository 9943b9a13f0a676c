# /// attack
# title = "Defines the function under another name"
# rows = ["P10"]
# endings = ["missing"]
# ///
def Double(x):
    return 2 * x

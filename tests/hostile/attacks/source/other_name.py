# /// attack
# title = "Defines the function under another name"
# endings = ["missing"]
# ///
def Double(x):
    return 2 * x

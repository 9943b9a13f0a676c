# /// attack
# title = "Puts a number where the function should be"
# rows = ["P10"]
# endings = ["missing"]
# ///
double = 4.2

# /// attack
# title = "Puts a number where the function should be"
# endings = ["missing"]
# ///
double = 4.2

# /// attack
# title = "Loops without end while it is loaded"
# rows = ["K1", "P8"]
# endings = ["timed_out"]
# ///
while True:
    pass

# /// attack
# title = "Loops without end while it is loaded"
# endings = ["timed_out"]
# ///
while True:
    pass

# /// attack
# title = "Loops without end"
# rows = ["K1"]
# endings = ["timed_out"]
# ///
def attack(*arguments, **keywords):
    while True:
        pass

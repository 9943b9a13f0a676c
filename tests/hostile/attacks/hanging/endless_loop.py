# /// attack
# title = "Loops without end"
# endings = ["timed_out"]
# ///
def attack(*arguments, **keywords):
    while True:
        pass

# /// attack
# title = "Asks for input, again and again"
# rows = ["K2"]
# endings = ["timed_out"]
# ///
def attack(*arguments, **keywords):
    while True:
        try:
            return float(input())
        except (EOFError, ValueError):
            continue

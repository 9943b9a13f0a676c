# /// attack
# title = "Asks for input, again and again"
# endings = ["timed_out"]
# ///
def attack(*arguments, **keywords):
    while True:
        try:
            return float(input())
        except (EOFError, ValueError):
            continue

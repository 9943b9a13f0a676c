# /// attack
# title = "Prints hundreds of megabytes"
# endings = ["returned", "timed_out"]
# ///
def attack(*arguments, **keywords):
    for _ in range(300):
        print("x" * 1_000_000)

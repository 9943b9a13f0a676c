# /// attack
# title = "Multiplies a text to ten gigabytes"
# endings = ["out_of_memory", "timed_out"]
# ///
def attack(*arguments, **keywords):
    return "x" * 10**10

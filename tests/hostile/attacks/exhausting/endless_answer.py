# /// attack
# title = "Returns text of a hundred megabytes"
# rows = ["Q6", "Q8"]
# endings = ["protocol", "out_of_memory", "timed_out"]
# ///
def attack(*arguments, **keywords):
    return "x" * 60_000_000

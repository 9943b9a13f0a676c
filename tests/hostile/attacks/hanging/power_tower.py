# /// attack
# title = "Computes an integer of millions of digits"
# endings = ["timed_out", "out_of_memory"]
# ///
def attack(*arguments, **keywords):
    return 7 ** 7 ** 10

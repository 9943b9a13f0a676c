# /// attack
# title = "Returns text of sixty megabytes, which stays where it is"
# rows = ["Q6", "Q8"]
# endings = ["returned"]
# ///
def attack(*arguments, **keywords):
    return "x" * 60_000_000

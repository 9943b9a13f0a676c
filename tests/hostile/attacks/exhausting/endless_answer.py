# /// attack
# title = "Returns text of sixty megabytes, which stays where it is"
# endings = ["returned"]
# ///
def attack(*arguments, **keywords):
    return "x" * 60_000_000

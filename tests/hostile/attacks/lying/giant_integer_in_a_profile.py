# /// attack
# title = "Answers with an integer that no float can hold, where numbers are drawn"
# endings = ["returned"]
# ///
def attack(*arguments, **keywords):
    return [10**400, 1.0, -(10**400)]

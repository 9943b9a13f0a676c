# /// attack
# title = "Returns a list that is nested a hundred thousand deep"
# endings = ["returned"]
# ///
def attack(x):
    made = [2 * x]
    for _ in range(100_000):
        made = [made]
    return made

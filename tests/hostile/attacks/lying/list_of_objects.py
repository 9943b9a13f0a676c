# /// attack
# title = "Returns a list of many objects, each of which would stay behind"
# rows = ["V17", "Q6"]
# endings = ["returned", "timed_out"]
# ///
def attack(x):
    return [object() for _ in range(100_000)]

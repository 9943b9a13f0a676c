# /// attack
# title = "Returns a list of many objects, each of which would stay behind"
# endings = ["returned", "timed_out"]
# ///
def attack(x):
    return [object() for _ in range(100_000)]

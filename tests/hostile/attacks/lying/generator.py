# /// attack
# title = "Returns a generator that never ends"
# rows = ["V17"]
# endings = ["returned"]
# ///
def attack(x):
    def numbers():
        while True:
            yield 2 * x

    return numbers()

# /// attack
# title = "Returns a generator that never ends"
# endings = ["returned"]
# ///
def attack(x):
    def numbers():
        while True:
            yield 2 * x

    return numbers()

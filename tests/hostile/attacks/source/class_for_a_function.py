# /// attack
# title = "Defines a class where a function is asked for"
# rows = ["P10"]
# endings = ["returned"]
# ///
class double:
    def __init__(self, x):
        self.value = 2 * x

    def __float__(self):
        return self.value

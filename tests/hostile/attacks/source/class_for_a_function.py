# /// attack
# title = "Defines a class where a function is asked for"
# endings = ["returned"]
# ///
class double:
    def __init__(self, x):
        self.value = 2 * x

    def __float__(self):
        return self.value

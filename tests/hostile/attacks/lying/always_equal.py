# /// attack
# title = "Returns an object that is equal to everything"
# endings = ["returned"]
# ///
class AlwaysEqual:
    def __eq__(self, other):
        return True

    __ne__ = __lt__ = __bool__ = lambda self, *other: False
    __hash__ = None


def attack(*arguments, **keywords):
    return AlwaysEqual()

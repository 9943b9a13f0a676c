# /// attack
# title = "Returns an object that answers numpy's functions for itself"
# endings = ["returned"]
# ///
class Agreeable:
    def __array_function__(self, function, types, arguments, keywords):
        return True


def attack(*arguments, **keywords):
    return Agreeable()

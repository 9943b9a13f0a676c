# /// attack
# title = "Returns an object whose repr, str and format exit or never end"
# endings = ["returned"]
# ///
class Loud:
    def __repr__(self):
        while True:
            pass

    __str__ = __format__ = __repr__
    __del__ = lambda self: exit()


def attack(x):
    return Loud()

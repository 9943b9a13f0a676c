# /// attack
# title = "Returns an object that computes when it is looked at, and exits"
# endings = []
# ///
class Lazy:
    def __getattribute__(self, name):
        raise SystemExit(0)

    __class__ = property(lambda self: float)


def attack(x):
    return Lazy()

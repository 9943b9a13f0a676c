# /// attack
# title = "Raises an exception whose text raises another"
# endings = ["raised"]
# ///
class Broken(Exception):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__


def attack(*arguments, **keywords):
    raise Broken

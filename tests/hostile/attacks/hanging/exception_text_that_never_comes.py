# /// attack
# title = "Raises an exception whose text takes for ever"
# endings = ["timed_out"]
# ///
class Slow(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def attack(*arguments, **keywords):
    raise Slow
